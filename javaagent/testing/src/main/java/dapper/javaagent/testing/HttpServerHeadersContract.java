// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.bootstrap.http.CapturedHeaders;
import dapper.bootstrap.propagation.Formats;
import dapper.bootstrap.propagation.Propagation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The headers that every HTTP server reads. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpServerHeadersContract {
    protected static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    protected static final String CALLER_ID = "b7ad6b7169203331";

    protected HttpClient client = client(HttpClient.Version.HTTP_1_1);

    URI base = URI.create("http://not-started");

    /** @return the address of the handlers, without a slash at the end: {@code http://localhost:54321/app} */
    protected abstract URI start() throws Exception;

    protected abstract void stop() throws Exception;

    /** Returns whether every request uses HTTP/2 without TLS; all those of the client are streams of one connection. */
    protected boolean overHttp2() {
        return false;
    }

    static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).build();
    }

    @BeforeAll
    void startServer() throws Exception {
        base = start();
        if (overHttp2()) {
            client = client(HttpClient.Version.HTTP_2);
        }
    }

    /** The client begins a connection with a request that upgrades it. */
    @BeforeEach
    void upgradeTheConnection() throws Exception {
        if (overHttp2()) {
            get("/status?code=204");
            spans().takeOne();
        }
    }

    @AfterAll
    void stopServer() throws Exception {
        stop();
    }

    protected final RecordedSpans spans() {
        return AgentExtension.spans();
    }

    protected final URI uri(String pathAndQuery) {
        return URI.create(base + pathAndQuery);
    }

    protected final HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(uri(pathAndQuery)).timeout(Duration.ofSeconds(60));
    }

    protected final HttpResponse<String> get(String pathAndQuery) throws Exception {
        return client.send(request(pathAndQuery).build(), BodyHandlers.ofString());
    }

    protected static String traceparent(String spanId, boolean sampled) {
        return "00-" + TRACE_ID + "-" + spanId + (sampled ? "-01" : "-00");
    }

    /** Takes a SERVER span and its child from the handler; returns the SERVER span. */
    protected final RecordedSpan takeWithChild(String childName) {
        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1)).hasName(childName).hasKind(SpanKind.INTERNAL).isChildOf(spans.get(0));
        return spans.get(0);
    }

    @AfterEach
    void useTheDefaultFormats() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE);
    }

    @Test
    void continuesTheTraceOfTheCaller() throws Exception {
        HttpRequest request = request("/plain")
                .header("traceparent", traceparent(CALLER_ID, true))
                .header("tracestate", "other=1")
                .header("tracestate", "ot=th:4")
                .build();

        String body = client.send(request, BodyHandlers.ofString()).body();

        RecordedSpan server = takeWithChild("handler");
        assertThat(server).hasRemoteParent(TRACE_ID, CALLER_ID);
        assertThat(server.traceState()).contains("other=1").contains("ot=th:4");
        assertThat(body).isEqualTo(TRACE_ID);
    }

    @Test
    void recordsTheHeadersThatTheOperatorLists() throws Exception {
        CapturedHeaders.SERVER_REQUEST.use(List.of("X-Tenant", "x-absent", "Authorization"));
        CapturedHeaders.SERVER_RESPONSE.use(List.of("X-Answer", "x-absent"));
        Map<String, Object> attributes;
        try {
            client.send(
                    request("/plain")
                            .header("X-Tenant", "7")
                            .header("Authorization", "secret")
                            .build(),
                    BodyHandlers.ofString());
            // The span may end after the client has the response.
            attributes = takeWithChild("handler").attributes();
        } finally {
            CapturedHeaders.SERVER_REQUEST.use(List.of());
            CapturedHeaders.SERVER_RESPONSE.use(List.of());
        }
        assertThat(attributes)
                .containsEntry("http.request.header.x-tenant", List.of("7"))
                .containsEntry("http.request.header.authorization", List.of("REDACTED"))
                .containsEntry("http.response.header.x-answer", List.of("1"))
                .doesNotContainKeys("http.request.header.x-absent", "http.response.header.x-absent");
    }

    @Test
    void startsAnewIfTheHeaderIsMalformed() throws Exception {
        HttpRequest request = request("/plain")
                .header("traceparent", traceparent("0000000000000000", true))
                .build();

        client.send(request, BodyHandlers.ofString());

        assertThat(takeWithChild("handler")).isRoot();
    }

    @Test
    void startsAnewIfTheHeaderOccursTwice() throws Exception {
        HttpRequest request = request("/plain")
                .header("traceparent", traceparent(CALLER_ID, true))
                .header("traceparent", traceparent("1111111111111111", true))
                .build();

        client.send(request, BodyHandlers.ofString());

        assertThat(takeWithChild("handler")).isRoot();
    }

    @Test
    void recordsNothingIfTheCallerDoesNot() throws Exception {
        HttpRequest request = request("/plain")
                .header("traceparent", traceparent(CALLER_ID, false))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo(TRACE_ID);
    }

    @Test
    void theHandlerHasTheBaggageOfTheCaller() throws Exception {
        for (boolean sampled : new boolean[] {true, false}) {
            HttpRequest request = request("/plain")
                    .header("traceparent", traceparent(CALLER_ID, sampled))
                    .header("baggage", "user=42;p, malformed")
                    .header("baggage", "plan=gold%20x")
                    .build();
            client.send(request, BodyHandlers.ofString());

            if (sampled) {
                takeWithChild("handler");
            }
            assertThat(HandlerWork.takeBaggage()).isEqualTo("user=42;p,plan=gold%20x");
        }
        get("/plain");
        takeWithChild("handler");
        assertThat(HandlerWork.takeBaggage()).isEqualTo("none");
    }

    @Test
    void readsTheFormatsOfOtherTracers() throws Exception {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.b3(), Formats.jaeger());
        List<String[]> requests = List.of(
                new String[] {"b3", TRACE_ID + "-" + CALLER_ID + "-1"},
                new String[] {"X-B3-TraceId", TRACE_ID, "X-B3-SpanId", CALLER_ID, "X-B3-Sampled", "1"},
                new String[] {"uber-trace-id", TRACE_ID + ":" + CALLER_ID + ":0:1"});
        for (String[] headers : requests) {
            HttpRequest request = request("/plain")
                    .headers(headers)
                    .header("uberctx-User-Id", "4%202")
                    .build();
            String body = client.send(request, BodyHandlers.ofString()).body();

            assertThat(takeWithChild("handler")).hasRemoteParent(TRACE_ID, CALLER_ID);
            assertThat(body).isEqualTo(TRACE_ID);
            assertThat(HandlerWork.takeBaggage()).isEqualToIgnoringCase("User-Id=4%202");
        }
    }
}
