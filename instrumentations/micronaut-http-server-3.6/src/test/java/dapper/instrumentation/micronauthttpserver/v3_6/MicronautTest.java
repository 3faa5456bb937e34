// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.micronauthttpserver.v3_6;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to an application on Micronaut's own server. The test takes the place of Netty, which makes the span. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MicronautTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private URLClassLoader application;
    private ApplicationContext context;
    private EmbeddedServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        application = CompiledApplication.compile("shop/Shop.java", folder);
        context = ApplicationContext.builder(application)
                .properties(Map.of("micronaut.server.port", -1, "micronaut.server.context-path", "/shop"))
                .start();
        server = context.getBean(EmbeddedServer.class).start();
    }

    @AfterAll
    void stop() throws Exception {
        context.close();
        application.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
        return client.send(
                request.uri(URI.create("http://127.0.0.1:" + server.getPort() + path))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                BodyHandlers.ofString());
    }

    private RecordedSpan spanOf(String path, int status) throws Exception {
        assertThat(send(HttpRequest.newBuilder(), path).statusCode()).isEqualTo(status);
        return AgentExtension.spans().takeOne();
    }

    @Test
    void theRouteIsThatOfTheControllerWithThePathOfTheServer() throws Exception {
        assertThat(spanOf("/shop/items/17", 200))
                .hasName("GET /shop/items/{id}")
                .hasNoError()
                .hasExactlyAttributes("http.route", "/shop/items/{id}", "http.response.status_code", 200);
    }

    @Test
    void theParametersOfAQueryAreNotInTheRoute() throws Exception {
        assertThat(spanOf("/shop/items/search?text=a", 200)).hasName("GET /shop/items/search");
    }

    @Test
    void aRequestWithABodyHasItsRoute() throws Exception {
        HttpResponse<String> response = send(
                HttpRequest.newBuilder()
                        .POST(BodyPublishers.ofString("tea"))
                        .header("content-type", "text/plain")
                        .header("accept", "text/plain"),
                "/shop/items/17/name");

        assertThat(response.body()).isEqualTo("17 is tea");
        assertThat(AgentExtension.spans().takeOne()).hasName("POST /shop/items/{id}/name");
    }

    @ParameterizedTest
    @CsvSource({"stage", "mono", "blocking"})
    void anAnswerOfAnotherThreadHasItsRoute(String kind) throws Exception {
        assertThat(spanOf("/shop/items/17/" + kind, 200))
                .hasName("GET /shop/items/{id}/" + kind)
                .hasNoError()
                .hasNoEvents();
    }

    @ParameterizedTest
    @CsvSource({"broken", "broken-stage", "broken-mono", "broken-blocking"})
    void anExceptionThatNoHandlerAnswersIsRecordedOnWhateverThread(String kind) throws Exception {
        assertThat(spanOf("/shop/items/17/" + kind, 500))
                .hasName("GET /shop/items/{id}/" + kind)
                .hasException(IllegalStateException.class, kind.replace('-', ' ') + " 17");
    }

    @ParameterizedTest
    @CsvSource({"handled,409", "gone,410"})
    void anExceptionThatTheApplicationAnswersIsNoFailure(String kind, int status) throws Exception {
        assertThat(spanOf("/shop/items/17/" + kind, status))
                .hasName("GET /shop/items/{id}/" + kind)
                .hasNoError()
                .hasNoEvents();
    }

    @Test
    void anExceptionThatIsAnAnswerFrom500OnIsAnErrorWithItsStatus() throws Exception {
        assertThat(spanOf("/shop/items/17/unavailable", 503))
                .hasName("GET /shop/items/{id}/unavailable")
                .hasNoEvents()
                .hasExactlyAttributes(
                        "http.route",
                        "/shop/items/{id}/unavailable",
                        "http.response.status_code",
                        503,
                        "error.type",
                        "503");
    }

    @ParameterizedTest
    @CsvSource({"/shop/nothing,404", "/elsewhere,404"})
    void aRequestThatNoControllerMatchesHasNoRoute(String path, int status) throws Exception {
        assertThat(spanOf(path, status)).hasName("GET").hasExactlyAttributes("http.response.status_code", status);
    }

    @Test
    void aMethodThatNoControllerHasIsNoRoute() throws Exception {
        assertThat(send(HttpRequest.newBuilder().DELETE(), "/shop/items/17").statusCode())
                .isEqualTo(405);
        assertThat(AgentExtension.spans().takeOne()).hasName("DELETE");
    }

    @Test
    void anUnsampledRequestIsServedAsBefore() throws Exception {
        AgentExtension.sampling(false);

        assertThat(send(HttpRequest.newBuilder(), "/shop/items/17").body()).isEqualTo("item 17");
        assertThat(send(HttpRequest.newBuilder(), "/shop/items/17/broken").statusCode())
                .isEqualTo(500);
    }
}
