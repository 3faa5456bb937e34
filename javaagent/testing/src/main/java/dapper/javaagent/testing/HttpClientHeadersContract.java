// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.baggage.Baggage;
import dapper.bootstrap.propagation.Formats;
import dapper.bootstrap.propagation.Propagation;
import dapper.javaagent.testing.CalledServer.Received;
import dapper.javaagent.testing.HttpClientContract.Answer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The headers that every HTTP client sends. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpClientHeadersContract {
    private static final String OLD_TRACEPARENT = "00-11111111111111111111111111111111-2222222222222222-01";

    /** Headers of another request that an application copied, as a gateway does. */
    private static final Map<String, String> STALE = Map.of(
            "traceparent", OLD_TRACEPARENT,
            "tracestate", "old=1",
            "Baggage", "old=1",
            "b3", "0",
            "x-b3-traceid", "1111111111111111",
            "X-B3-ParentSpanId", "2222222222222222",
            "X-B3-Flags", "1",
            "Uber-Trace-Id", "1:1:0:0",
            "X-Own", "kept");

    CalledServer server;

    /**
     * Sends a request on behalf of the calling thread and waits for the whole response. Follows redirects; throws an
     * exception when there is no response for {@link HttpClientContract#patienceMillis}.
     *
     * @param body empty for none
     */
    protected abstract Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception;

    @BeforeEach
    void forgetEarlierRequests() {
        forgetRequests();
    }

    @BeforeAll
    void startServer() throws Exception {
        server = new CalledServer();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    protected final RecordedSpans spans() {
        return AgentExtension.spans();
    }

    protected final URI uri(String pathAndQuery) {
        return URI.create("http://localhost:" + server.port() + pathAndQuery);
    }

    protected final Answer get(String pathAndQuery) throws Exception {
        return send("GET", uri(pathAndQuery), Map.of(), "");
    }

    /** Checks that the server got only one request, which belongs to the span. */
    protected final void serverGotOneRequestOf(RecordedSpan span) {
        List<Received> received = server.takeReceived();
        assertThat(received).hasSize(1);
        assertThat(received.get(0).traceparent()).startsWith("00-" + span.traceId() + "-" + span.spanId() + "-0");
        assertThat(isSampled(received.get(0))).isTrue();
    }

    /** For tests whose requests may or may not reach the server. */
    protected final void forgetRequests() {
        server.takeReceived();
    }

    static boolean isSampled(Received request) {
        String traceparent = request.traceparent();
        return (Character.digit(traceparent.charAt(54), 16) & 1) == 1;
    }

    @AfterEach
    void useTheDefaultFormats() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE);
    }

    @Test
    void leavesTheAgentsOwnCallsAlone() throws Exception {
        Current.set(UnsampledContext.SUPPRESSED);
        try {
            get("/ok");
        } finally {
            Current.set(null);
        }

        assertThat(server.takeReceived().get(0).headers()).doesNotContainKeys("traceparent", "tracestate", "baggage");
    }

    @Test
    void replacesHeadersOfAnotherTrace() throws Exception {
        send("GET", uri("/ok"), Map.of("traceparent", OLD_TRACEPARENT, "X-Own", "kept"), "");

        serverGotOneRequestOf(spans().takeOne());
    }

    @Test
    void sendsEachHeaderOnceInAllFormatsThroughRedirects() throws Exception {
        useAllFormats();
        RemoteParent caller = new RemoteParent(1, 2, 3, true, null, Baggage.parse("user=42;p,plan=gold%20x"));
        sendIn(caller, uri("/redirect"));

        RecordedSpan client = spans().take(2).get(1);
        String traceId = client.traceId();
        List<Received> received = server.takeReceived();
        assertThat(received).extracting(Received::path).containsExactly("/redirect", "/ok");
        for (Received request : received) {
            assertThat(request.headers())
                    .containsEntry("traceparent", List.of("00-" + traceId + "-" + client.spanId() + "-01"))
                    .containsEntry("baggage", List.of("user=42;p,plan=gold%20x"))
                    .containsEntry("b3", List.of(traceId + "-" + client.spanId() + "-1"))
                    .containsEntry("x-b3-traceid", List.of(traceId))
                    .containsEntry("x-b3-spanid", List.of(client.spanId()))
                    .containsEntry("x-b3-parentspanid", List.of(client.parentSpanId()))
                    .containsEntry("x-b3-sampled", List.of("1"))
                    .containsEntry("uber-trace-id", List.of(traceId + ":" + client.spanId() + ":0:1"))
                    .containsEntry("uberctx-user", List.of("42"))
                    .containsEntry("uberctx-plan", List.of("gold%20x"))
                    .containsEntry("x-own", List.of("kept"));
            assertThat(withoutEmpty(request)).doesNotContainKeys("tracestate", "x-b3-flags");
        }
    }

    @Test
    void sendsBaggageWithRequestsThatAreNotRecorded() throws Exception {
        useAllFormats();
        sendIn(new RemoteParent(1, 2, 3, false, null, Baggage.parse("user=42")), uri("/ok"));

        List<Received> received = server.takeReceived();
        assertThat(received).hasSize(1);
        assertThat(received.get(0).headers())
                .containsEntry("traceparent", List.of("00-" + Traces.UNSAMPLED_TRACE_ID + "-0000000000000003-00"))
                .containsEntry("b3", List.of(Traces.UNSAMPLED_TRACE_ID + "-0000000000000003-0"))
                .containsEntry("x-b3-sampled", List.of("0"))
                .containsEntry("baggage", List.of("user=42"))
                .containsEntry("uberctx-user", List.of("42"));
    }

    private static void useAllFormats() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE, Formats.b3(), Formats.b3Multi(), Formats.jaeger());
    }

    /** Sends a request with the headers of another one, within a request of this caller. */
    private void sendIn(RemoteParent caller, URI uri) throws Exception {
        TraceContext context = Tracer.startLocalRoot(caller, "request", SpanKind.SERVER, null, null);
        TraceContext previous = Current.swap(context);
        try {
            assertThat(send("GET", uri, STALE, "")).isEqualTo(new Answer(200, "ok"));
        } finally {
            Current.set(previous);
            if (context instanceof Span request) {
                request.end();
            }
        }
    }

    /** HttpURLConnection cannot remove a header, so it sends these without a value, which no receiver minds. */
    private static Map<String, List<String>> withoutEmpty(Received request) {
        Map<String, List<String>> headers = new TreeMap<>(request.headers());
        headers.remove("tracestate", List.of(""));
        headers.remove("x-b3-flags", List.of(""));
        return headers;
    }
}
