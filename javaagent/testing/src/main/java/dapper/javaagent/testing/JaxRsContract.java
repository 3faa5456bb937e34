// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.SpanKind;
import dapper.bootstrap.call.CallKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The contract of an implementation of JAX-RS: its requests are named after the templates of their resources. Tomcat
 * serves the application of {@code dapper.javaagent.testing.javax} or {@code jakarta} twice, at {@code /shop/api/*} and
 * at {@code /*}, each behind a filter that begins the SERVER span.
 */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class JaxRsContract {
    private static final Logger LOGGER = Logger.getLogger("org.apache");
    private static final String API = System.getProperty("container.api");

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpServerHeadersContract.client(HttpClient.Version.HTTP_1_1);
    private URI base = URI.create("http://not-started");

    @TempDir
    private static Path directory;

    /** The class of the servlet of the implementation. */
    protected abstract String servlet();

    /** Its parameters, apart from the application, for a mapping to a prefix that is empty or begins with a slash. */
    protected abstract Map<String, String> parameters(String prefix);

    /** Returns whether a resource method may return a {@code CompletionStage}. */
    private static boolean hasStages() {
        return Boolean.parseBoolean(System.getProperty("jax-rs.stages"));
    }

    @BeforeAll
    void startServer() throws Exception {
        LOGGER.setLevel(Level.OFF); // it reports every exception that the contract provokes
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        addApplication("/shop", "/api");
        addApplication("", "");
        tomcat.getConnector();
        tomcat.start();
        base = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort());
    }

    private void addApplication(String contextPath, String prefix) throws ReflectiveOperationException {
        Context context = tomcat.addContext(contextPath, directory.toString());
        Object application = Class.forName("dapper.javaagent.testing." + API + ".ServedApplication")
                .getDeclaredConstructor(String.class, String.class, Map.class)
                .newInstance(servlet(), prefix, parameters(prefix));
        Class<?> type = Class.forName(API + ".servlet.ServletContainerInitializer");
        Context.class
                .getMethod("addServletContainerInitializer", type, Set.class)
                .invoke(context, application, null);
    }

    @AfterAll
    void stopServer() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "/items, /items",
        "/items/, /items",
        "/items/17, /items/{id}",
        "/items/17/parts/a, /items/{id: [0-9]+}/parts/{part}",
        "/items/slash, /items/slash",
        "/, /",
        "/root, /root",
        "/items/17/owner, /items/{id}/owner",
        "/items/17/owner/name, /items/{id}/owner/name",
        "/items/17/owner/addresses/3, /items/{id}/owner/addresses/{line}",
        "/suspended, /suspended",
    })
    void aRequestIsNamedAfterItsResource(String path, String route) throws Exception {
        for (String application : new String[] {"/shop/api", ""}) {
            String expected = application + (route.equals("/") && !application.isEmpty() ? "" : route);

            assertThat(get(application + path).statusCode()).isEqualTo(200);

            List<RecordedSpan> spans = AgentExtension.spans().take(2);
            assertThat(spans.get(0))
                    .hasName("GET " + expected)
                    .hasKind(SpanKind.SERVER)
                    .hasNoError()
                    .hasAttribute("http.route", expected)
                    .hasAttribute("url.path", application + path);
            assertThat(spans.get(1)).hasName("resource").isChildOf(spans.get(0));
        }
    }

    @Test
    void aStageIsNamedAfterItsResource() throws Exception {
        assumeTrue(hasStages());
        assertThat(get("/shop/api/stage").statusCode()).isEqualTo(200);

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0)).hasName("GET /shop/api/stage").hasAttribute("http.route", "/shop/api/stage");
        assertThat(spans.get(1)).hasName("resource").isChildOf(spans.get(0));
    }

    @Test
    void aResourceThatFailsKeepsItsName() throws Exception {
        assertThat(get("/shop/api/items/failing").statusCode()).isEqualTo(500);

        assertThat(AgentExtension.spans().takeOne())
                .hasName("GET /shop/api/items/failing")
                .hasAttribute("http.response.status_code", 500);
    }

    @Test
    void aResourceThatIsMissingKeepsItsName() throws Exception {
        assertThat(get("/shop/api/items/17/missing").statusCode()).isEqualTo(404);

        assertThat(AgentExtension.spans().takeOne())
                .hasName("GET /shop/api/items/{id}/missing")
                .hasNoError()
                .hasAttribute("http.response.status_code", 404);
    }

    @Test
    void aRequestWithoutResourceHasTheRouteOfTheContainer() throws Exception {
        assertThat(get("/shop/api/nothing/here").statusCode()).isEqualTo(404);

        assertThat(AgentExtension.spans().takeOne())
                .hasName("GET /shop/api/*")
                .hasAttribute("http.route", "/shop/api/*");
    }

    @Test
    void anUnsampledRequestIsCountedByItsRoute() throws Exception {
        AgentExtension.sampling(false);
        try (EndedCalls ended = new EndedCalls(CallKind.HTTP_SERVER)) {
            assertThat(get("/shop/api/items/17/owner/name").body()).isNotEqualTo("none");

            ended.assertNext("GET /shop/api/items/{id}/owner/name", 200, null);
        }
    }
}
