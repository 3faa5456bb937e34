// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.armeria.v1_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to an application on Armeria's server. The test takes the place of Netty, which makes the span. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArmeriaTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Server server;

    @BeforeAll
    void start() {
        // The transport of the group; the name of the setting has changed.
        System.setProperty("com.linecorp.armeria.useEpoll", "false");
        System.setProperty("com.linecorp.armeria.transportType", "nio");
        ServerBuilder application = Server.builder()
                .http(0)
                .workerGroup(new ServingGroup(), true)
                .annotatedService("/shop", new Shop())
                .service("/exact", (context, request) -> HttpResponse.of("exact"))
                .serviceUnder("/below", (context, request) -> HttpResponse.of("below"))
                .service("/throws", (context, request) -> {
                    throw new IllegalStateException("thrown");
                })
                .service("/argument", (context, request) -> {
                    throw new IllegalArgumentException("thrown");
                })
                .service(
                        "/ends",
                        (context, request) -> HttpResponse.from(CompletableFuture.supplyAsync(() -> {
                            throw new IllegalStateException("late");
                        })))
                .service("/answered", (context, request) -> HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE));
        server = application.build();
        server.start().join();
    }

    @AfterAll
    void stop() {
        server.stop().join();
    }

    private RecordedSpan spanOf(String method, String path, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.activeLocalPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(60))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(status);
        return AgentExtension.spans().takeOne();
    }

    @ParameterizedTest
    @CsvSource({
        "/shop/items/17,/shop/items/:id",
        "/shop/items/17/later,/shop/items/:id/later",
        "/shop/items/17/blocking,/shop/items/:id/blocking",
        "/exact,/exact",
        "/below/some/thing,/below/*"
    })
    void theRouteIsThePatternOfTheService(String path, String route) throws Exception {
        assertThat(spanOf("GET", path, 200))
                .hasName("GET " + route)
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes("http.route", route, "http.response.status_code", 200);
    }

    @Test
    void aRequestThatNoServiceMatchesHasNoRoute() throws Exception {
        assertThat(spanOf("GET", "/nothing", 404))
                .hasName("GET")
                .hasExactlyAttributes("http.response.status_code", 404);
        assertThat(spanOf("DELETE", "/shop/items/17", 405))
                .hasName("DELETE")
                .hasExactlyAttributes("http.response.status_code", 405);
    }

    @ParameterizedTest
    @CsvSource({"broken", "broken-later", "broken-blocking"})
    void anExceptionOfAMethodIsRecordedOnWhateverThread(String kind) throws Exception {
        assertThat(spanOf("GET", "/shop/" + kind, 500))
                .hasName("GET /shop/" + kind)
                .hasException(IllegalStateException.class, kind);
    }

    @Test
    void anExceptionOfAServiceIsRecorded() throws Exception {
        assertThat(spanOf("GET", "/throws", 500))
                .hasName("GET /throws")
                .hasException(IllegalStateException.class, "thrown");
        assertThat(spanOf("GET", "/argument", 500)).hasException(IllegalArgumentException.class, "thrown");
        assertThat(spanOf("GET", "/ends", 500)).hasName("GET /ends").hasException(IllegalStateException.class, "late");
    }

    @ParameterizedTest
    @CsvSource({"handled,409", "status,410", "argument,400"})
    void anExceptionThatIsAnAnswerBelow500IsNoFailure(String kind, int status) throws Exception {
        assertThat(spanOf("GET", "/shop/" + kind, status))
                .hasName("GET /shop/" + kind)
                .hasNoError()
                .hasNoEvents();
    }

    @ParameterizedTest
    @CsvSource({"/answered", "/shop/unavailable"})
    void anAnswerFrom500OnIsAnErrorWithItsStatus(String path) throws Exception {
        assertThat(spanOf("GET", path, 503))
                .hasName("GET " + path)
                .hasNoEvents()
                .hasExactlyAttributes("http.route", path, "http.response.status_code", 503, "error.type", "503");
    }

    @Test
    void anUnsampledRequestIsServedAsBefore() throws Exception {
        AgentExtension.sampling(false);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.activeLocalPort() + "/shop/broken"))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(500);
    }
}
