// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.SpanKind;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.call.CallTarget;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.RecordedSpans;
import dapper.javaagent.testing.Traces;
import dapper.sampling.testing.ReservedPort;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of the client of both products. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SearchClientContract {
    private final SearchServer server;
    private volatile boolean makesSpans;

    SearchClientContract() {
        try {
            server = new SearchServer();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of {@code db.system.name}. */
    abstract String system();

    abstract void startClient(int port);

    abstract void stopClient() throws IOException;

    /** @return status of the response */
    abstract int perform(String method, String endpoint) throws Exception;

    /**
     * @param callback gets the status or the failure
     * @return cancels the request, if {@link #cancels}
     */
    abstract Runnable performAsync(String method, String endpoint, CompletableFuture<Integer> callback);

    /** Returns whether requests can be cancelled. */
    boolean cancels() {
        return true;
    }

    @BeforeAll
    void start() {
        startClient(server.port());
    }

    @AfterAll
    void stop() throws IOException {
        stopClient();
        server.close();
    }

    private Map<String, Object> attributes(String method, String target, @Nullable String operation, int status) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("db.system.name", system());
        if (operation != null) {
            attributes.put("db.operation.name", operation);
        }
        attributes.put("http.request.method", method);
        attributes.put("db.response.status_code", Integer.toString(status));
        attributes.put("url.full", "http://localhost:" + server.port() + target);
        attributes.put("server.address", "localhost");
        attributes.put("server.port", server.port());
        return attributes;
    }

    private int performAsync(String method, String endpoint) throws Exception {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        performAsync(method, endpoint, answer);
        try {
            return answer.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    @Test
    void makesOneSpanPerCall() throws Exception {
        Map<String, Object> attributes = attributes("GET", "/items/_search", "search", 200);
        attributes.put("db.collection.name", "items");
        for (boolean async : new boolean[] {false, true}) {
            Traces.inSpan(
                    "parent",
                    () -> assertThat(async ? performAsync("GET", "/items/_search") : perform("GET", "/items/_search"))
                            .isEqualTo(200));

            List<RecordedSpan> spans = spans().take(2);
            assertThat(spans.get(1))
                    .hasName("search items")
                    .hasKind(SpanKind.CLIENT)
                    .isChildOf(spans.get(0))
                    .hasNoError()
                    .hasNoEvents()
                    .hasExactlyAttributes(attributes);
        }
    }

    /** The client selects nodes on the thread on which it passes the request to the HTTP client, just before. */
    final void selectNodes() {
        if (makesSpans) {
            inSpan("http");
        }
    }

    private static void inSpan(String name) {
        try {
            Traces.inSpan(name, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theHttpClientWorksInTheContextOfTheCall() throws Exception {
        makesSpans = true;
        try {
            for (boolean async : new boolean[] {false, true}) {
                Traces.inSpan(
                        "parent",
                        () -> assertThat(async ? performAsync("GET", "/_search") : perform("GET", "/_search"))
                                .isEqualTo(200));

                List<RecordedSpan> spans = spans().take(3);
                assertThat(spans.get(1))
                        .hasName("search")
                        .hasKind(SpanKind.CLIENT)
                        .isChildOf(spans.get(0));
                assertThat(spans.get(2)).hasName("http").isChildOf(spans.get(1));
            }
        } finally {
            makesSpans = false;
        }
    }

    @Test
    void idsOfDocumentsAreNotInTheName() throws Exception {
        perform("PUT", "/items/_doc/secret");

        Map<String, Object> attributes = attributes("PUT", "/items/_doc/secret", "index", 200);
        attributes.put("db.collection.name", "items");
        assertThat(spans().takeOne()).hasName("index items").hasExactlyAttributes(attributes);
    }

    @Test
    void aRequestWithoutAnIndexIsNamedByItsOperation() throws Exception {
        perform("GET", "/_cluster/health");

        assertThat(spans().takeOne())
                .hasName("cluster.health")
                .hasExactlyAttributes(attributes("GET", "/_cluster/health", "cluster.health", 200));
    }

    @Test
    void hidesCredentials() throws Exception {
        perform("GET", "/_bulk?sig=secret");

        assertThat(spans().takeOne())
                .hasAttribute("url.full", "http://localhost:" + server.port() + "/_bulk?sig=REDACTED");
    }

    @Test
    void anAnswerThatTheClientThrowsIsAnError() throws Exception {
        Map<String, Object> attributes = attributes("GET", "/missing/_search", "search", 404);
        attributes.put("db.collection.name", "missing");
        attributes.put("error.type", "404");
        for (boolean async : new boolean[] {false, true}) {
            Throwable thrown = catchThrowable(() -> assertThat(
                            async ? performAsync("GET", "/missing/_search") : perform("GET", "/missing/_search"))
                    .isZero());

            assertThat(thrown).isInstanceOf(IOException.class);
            assertThat(spans().takeOne()).hasError("404").hasNoEvents().hasExactlyAttributes(attributes);
        }
    }

    @Test
    void anAnswerThatTheClientReturnsIsNoError() throws Exception {
        assertThat(perform("HEAD", "/missing")).isEqualTo(404);

        assertThat(spans().takeOne())
                .hasName("indices.exists missing")
                .hasNoError()
                .hasAttribute("db.response.status_code", "404")
                .hasNoAttribute("error.type");
    }

    @Test
    void recordsThatNobodyListens() throws Exception {
        try (ReservedPort nobody = new ReservedPort()) {
            stopClient();
            startClient(nobody.number());
            for (boolean async : new boolean[] {false, true}) {
                Throwable thrown = catchThrowable(
                        () -> assertThat(async ? performAsync("POST", "/_bulk") : perform("POST", "/_bulk"))
                                .isZero());

                String error = thrown.getClass().getName();
                assertThat(spans().takeOne())
                        .hasName("bulk")
                        .hasError(error)
                        .hasExactlyAttributes(Map.of(
                                "db.system.name",
                                system(),
                                "db.operation.name",
                                "bulk",
                                "http.request.method",
                                "POST",
                                "error.type",
                                error));
            }
        } finally {
            stopClient();
            startClient(server.port());
        }
    }

    @Test
    void aCancelledCallHasNotFailed() throws Exception {
        assumeTrue(cancels());
        CompletableFuture<Integer> answer = new CompletableFuture<>();

        performAsync("GET", "/hanging/_search", answer).run();

        assertThat(catchThrowable(() -> answer.get(60, TimeUnit.SECONDS))).isNotNull();
        assertThat(spans().takeOne()).hasName("search hanging").hasNoError().hasNoEvents();
    }

    @Test
    void theListenerHasTheContextOfTheCaller() throws Exception {
        for (String endpoint : List.of("/items/_search", "/missing/_search")) {
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            CompletableFuture<?> done = answer.handle((status, thrown) -> {
                inSpan("listener");
                return status;
            });
            Traces.inSpan("parent", () -> performAsync("GET", endpoint, answer));
            done.get(60, TimeUnit.SECONDS);

            List<RecordedSpan> spans = spans().take(3);
            assertThat(spans.get(0)).hasName("parent");
            assertThat(spans.get(1)).hasKind(SpanKind.CLIENT).isChildOf(spans.get(0));
            assertThat(spans.get(2)).hasName("listener").isChildOf(spans.get(0));
        }
    }

    @Test
    void theObserverSeesEachCallOnceSampledOrNot() throws Exception {
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        CallListening.listen((call, nanos, status, error) ->
                ended.add(call.kind() + " " + call.operation() + " " + status + " " + error + " to " + call.target()));
        String expected =
                "DATABASE search items 200 null to " + CallTarget.of(system(), null, "localhost", server.port());
        try {
            for (boolean sampled : new boolean[] {true, false}) {
                AgentExtension.sampling(sampled);
                perform("GET", "/items/_search");
                assertThat(ended.poll(60, TimeUnit.SECONDS)).isEqualTo(expected);
                performAsync("GET", "/items/_search");
                assertThat(ended.poll(60, TimeUnit.SECONDS)).isEqualTo(expected);
                if (sampled) {
                    spans().take(2);
                }
            }
        } finally {
            CallListening.listen(null);
        }
        assertThat(ended).isEmpty();
    }

    private static RecordedSpans spans() {
        return AgentExtension.spans();
    }
}
