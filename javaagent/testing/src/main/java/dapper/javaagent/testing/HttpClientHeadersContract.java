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
import dapper.bootstrap.http.CapturedHeaders;
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

    /** Headers of another request that an application copied, as a gateway does, some of them twice. */
    private static final Map<String, String> STALE = Map.ofEntries(
            Map.entry("traceparent", OLD_TRACEPARENT),
            Map.entry("Traceparent", OLD_TRACEPARENT),
            Map.entry("tracestate", "old=1"),
            Map.entry("TraceState", "older=1"),
            Map.entry("Baggage", "old=1"),
            Map.entry("baggage", "older=1"),
            Map.entry("b3", "0"),
            Map.entry("B3", "1"),
            Map.entry("x-b3-traceid", "1111111111111111"),
            Map.entry("X-B3-TraceId", "3333333333333333"),
            Map.entry("X-B3-ParentSpanId", "2222222222222222"),
            Map.entry("X-B3-parentspanid", "4444444444444444"),
            Map.entry("X-B3-Sampled", "0"),
            Map.entry("x-b3-sampled", "0"),
            Map.entry("X-B3-Flags", "1"),
            Map.entry("x-b3-flags", "0"),
            Map.entry("Uber-Trace-Id", "1:1:0:0"),
            Map.entry("uber-trace-id", "2:2:0:0"),
            Map.entry("Uberctx-User", "old"),
            Map.entry("uberctx-user", "older"),
            Map.entry("X-Own", "kept"));

    CalledServer server;

    /**
     * Sends a request on behalf of the calling thread and waits for the whole response. Follows redirects if the client
     * {@linkplain #followsRedirects does}; throws an exception when there is no response for {@link HttpClientContract#patienceMillis}.
     *
     * @param headers two names that differ only in their case are two values of one header
     * @param body empty for none
     */
    protected abstract Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception;

    /** Returns whether the client sends another request by itself if the server redirects the first. */
    protected boolean followsRedirects() {
        return true;
    }

    /** The path of a request that the client sends twice if it follows redirects. */
    final String redirectedPath() {
        return followsRedirects() ? "/redirect" : "/ok";
    }

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
    void recordsTheHeadersThatTheOperatorLists() throws Exception {
        CapturedHeaders.CLIENT_REQUEST.use(List.of("X-Own", "x-absent", "Authorization"));
        CapturedHeaders.CLIENT_RESPONSE.use(List.of("X-Answer", "x-absent", "set-cookie"));
        RecordedSpan client;
        try {
            send("GET", uri("/ok"), Map.of("X-Own", "kept", "Authorization", "secret"), "");
            client = spans().takeOne();
        } finally {
            CapturedHeaders.CLIENT_REQUEST.use(List.of());
            CapturedHeaders.CLIENT_RESPONSE.use(List.of());
        }
        Map<String, Object> recorded = new TreeMap<>();
        client.attributes().forEach((key, value) -> {
            if (key.contains(".header.")) {
                recorded.put(key.substring("http.".length()), value);
            }
        });
        // The JDK's own client never shows the value of Authorization.
        assertThat(recorded.remove("request.header.authorization")).isIn(List.of("REDACTED"), null);
        assertThat(recorded)
                .isEqualTo(Map.of(
                        "request.header.x-own", List.of("kept"),
                        "response.header.set-cookie", List.of("REDACTED"),
                        "response.header.x-answer", List.of("1,1")));
        serverGotOneRequestOf(client);
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
        sendIn(caller, uri(redirectedPath()));

        RecordedSpan client = spans().take(2).get(1);
        String traceId = client.traceId();
        List<Received> received = server.takeReceived();
        assertThat(received)
                .extracting(Received::path)
                .containsExactlyElementsOf(followsRedirects() ? List.of("/redirect", "/ok") : List.of("/ok"));
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
            assertThat(request.headers()).doesNotContainKeys("tracestate", "x-b3-flags");
        }
    }

    @Test
    void sendsTheStateOfTheTraceOnce() throws Exception {
        sendIn(new RemoteParent(1, 2, 3, true, "vendor=state", null), uri("/ok"));

        spans().take(2);
        assertThat(server.takeReceived().get(0).headers()).containsEntry("tracestate", List.of("vendor=state"));
    }

    @Test
    void removesHeadersThatDescribeAParentOrADecisionWhichTheNewTraceHasNot() throws Exception {
        useAllFormats();
        assertThat(send("GET", uri("/ok"), STALE, "")).isEqualTo(new Answer(200, "ok"));
        sendIn(RemoteParent.decision(RemoteParent.SAMPLED | RemoteParent.DEBUG), uri("/ok"));

        spans().take(3);
        List<Received> received = server.takeReceived();
        assertThat(received).hasSize(2);
        assertThat(received.get(0).headers())
                .doesNotContainKeys("x-b3-parentspanid", "x-b3-flags")
                .containsEntry("x-b3-sampled", List.of("1"));
        assertThat(received.get(1).headers())
                .doesNotContainKey("x-b3-sampled")
                .containsEntry("x-b3-flags", List.of("1"));
    }

    /** Without baggage of the trace, that of the application is its own content, in one header or in several. */
    @Test
    void leavesBaggageAloneThatTheApplicationSends() throws Exception {
        send("GET", uri("/ok"), Map.of("baggage", "a=1", "Baggage", "b=2"), "");

        spans().takeOne();
        assertThat(server.takeReceived().get(0).headers().get("baggage")).containsExactlyInAnyOrder("a=1", "b=2");
    }

    @Test
    void removesAllBaggageIfTheApplicationHasClearedIt() throws Exception {
        TraceContext previous = Current.swapBaggage(Baggage.EMPTY);
        try {
            send("GET", uri("/ok"), Map.of("baggage", "a=1", "Baggage", "b=2"), "");
        } finally {
            Current.set(previous);
        }

        spans().takeOne();
        assertThat(server.takeReceived().get(0).headers()).doesNotContainKey("baggage");
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
}
