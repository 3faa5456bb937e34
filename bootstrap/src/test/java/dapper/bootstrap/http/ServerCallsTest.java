// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.call.ServerCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCallsTest {
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0";

    private final ServerCalls<ReceivedRequest, Integer> calls = new ServerCalls<>("test", new ReceivedRequest.Getter());

    private Span start(ReceivedRequest request) {
        return calls.start(request).span();
    }

    @Test
    void describesTheRequest() {
        RecordedSpans.install(true);
        ReceivedRequest request = new ReceivedRequest("POST", "/cart/7;jsessionid=1", "sig=2&a=b");
        request.headers.put("user-agent", "curl/8");

        Span span = start(request);

        assertThat(span.name()).isEqualTo("POST");
        assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
        assertThat(span.parentSpanId()).isZero();
        assertThat(RecordedSpans.attributes(span))
                .containsOnly(
                        entry("http.request.method", "POST"),
                        entry("url.scheme", "http"),
                        entry("url.path", "/cart/7;jsessionid=REDACTED"),
                        entry("url.query", "sig=REDACTED&a=b"),
                        entry("server.address", "shop.example"),
                        entry("server.port", 8080L),
                        entry("client.address", "192.0.2.1"),
                        entry("network.peer.address", "192.0.2.1"),
                        entry("network.peer.port", 54321L),
                        entry("network.protocol.version", "1.1"),
                        entry("user_agent.original", "curl/8"));
    }

    @Test
    void continuesTheTraceOfItsCaller() {
        RecordedSpans.install(true);
        ReceivedRequest request = new ReceivedRequest("GET", "/", null);
        request.headers.put("traceparent", TRACEPARENT + "1");

        Span span = start(request);

        assertThat(span.traceIdHigh()).isEqualTo(0x0af7651916cd43ddL);
        assertThat(span.traceIdLow()).isEqualTo(0x8448eb211c80319cL);
        assertThat(span.parentSpanId()).isEqualTo(0xb7ad6b7169203331L);
        assertThat(span.hasRemoteParent()).isTrue();
    }

    @Test
    void readsNothingMoreOfAnUnsampledRequest() {
        RecordedSpans recorded = RecordedSpans.install(false);
        ReceivedRequest request = new ReceivedRequest("GET", "/quiet", "a=b");

        ServerCall call = calls.start(request);
        calls.end(call, 500, new IllegalStateException());

        assertThat(call.span()).isNull();
        assertThat(recorded.sampledPaths).containsExactly("/quiet");
        assertThat(request.read).containsExactlyInAnyOrder("method", "path", "traceparent", "baggage");
    }

    @Test
    void followsACallerThatDidNotSample() {
        RecordedSpans recorded = RecordedSpans.install(true);
        ReceivedRequest request = new ReceivedRequest("GET", "/", null);
        request.headers.put("traceparent", TRACEPARENT + "0");

        ServerCall call = calls.start(request);

        assertThat(call.span()).isNull();
        assertThat(recorded.sampledPaths).isEmpty();
        call.enter(true);
        try {
            assertThat(Current.get().isSampled()).isFalse();
            assertThat(Current.get().spanId()).isEqualTo(0xb7ad6b7169203331L);
        } finally {
            ServerCall.leave();
        }
    }

    @Test
    void callsAnUnknownMethodOther() {
        RecordedSpans.install(true);

        ServerCall call = calls.start(new ReceivedRequest("get", "/", null));
        ServerCalls.route(call, "/*");

        Span span = call.span();
        assertThat(span.name()).isEqualTo("HTTP /*");
        assertThat(RecordedSpans.attributes(span))
                .contains(
                        entry("http.request.method", "_OTHER"),
                        entry("http.request.method_original", "get"),
                        entry("http.route", "/*"));
    }

    @Test
    void believesForwardedBeforeTheOlderHeaders() {
        RecordedSpans.install(true);
        ReceivedRequest request = new ReceivedRequest("GET", "/", null);
        request.headers.put(
                "forwarded",
                "For=\"[2001:db8::1]:4711\";Proto=https;host=\"public.example;x\";by=203.0.113.43, for=10.0.0.1;host=b");
        request.headers.put("x-forwarded-for", "198.51.100.7");
        request.headers.put("x-forwarded-host", "other.example:1");
        request.headers.put("x-forwarded-proto", "http");

        assertThat(RecordedSpans.attributes(start(request)))
                .contains(
                        entry("client.address", "2001:db8::1"),
                        entry("network.peer.address", "192.0.2.1"),
                        entry("url.scheme", "https"),
                        entry("server.address", "public.example;x"),
                        entry("server.port", 443L));
    }

    @Test
    void believesTheFirstProxy() {
        RecordedSpans.install(true);
        ReceivedRequest request = new ReceivedRequest("GET", "/", null);
        request.headers.put("forwarded", "by=203.0.113.43, for=10.0.0.1");
        request.headers.put("x-forwarded-for", "198.51.100.7:99, 10.0.0.1");
        request.headers.put("x-forwarded-host", "public.example:8443, inner");
        request.headers.put("x-forwarded-proto", "https,http");

        assertThat(RecordedSpans.attributes(start(request)))
                .contains(
                        entry("client.address", "198.51.100.7"),
                        entry("url.scheme", "https"),
                        entry("server.address", "public.example"),
                        entry("server.port", 8443L));
    }

    @Test
    void survivesForwardedHeadersThatMakeNoSense() {
        RecordedSpans.install(true);
        for (String header : new String[] {
            "",
            ";;,",
            "for",
            "for=",
            "for=\"",
            "=x;for=unknown",
            "\"for=1",
            "for=\"unclosed;proto=;=;;,",
            "proto=https;for=\"unclosed",
            "proto=https;host=evil.example;=",
            "proto=https;host=a b",
            "for=unknown;proto=\"java script\"",
            "for=<script>;host=\"a/b\";proto=\"javascript:alert(1)\"",
            "for=shop.internal;host=\"a b\""
        }) {
            ReceivedRequest request = new ReceivedRequest("GET", "/", null);
            request.headers.put("forwarded", header);

            assertThat(RecordedSpans.attributes(start(request)))
                    .as(header)
                    .contains(
                            entry("server.address", "shop.example"),
                            entry("url.scheme", "http"),
                            entry("client.address", "192.0.2.1"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-forwarded-proto, javascript:alert(1)",
        "x-forwarded-proto, https://",
        "x-forwarded-proto, 1http",
        "x-forwarded-host, a b",
        "x-forwarded-host, <script>",
        "x-forwarded-host, a/b",
        "x-forwarded-host, [::zz]",
        "x-forwarded-for, shop.internal",
        "x-forwarded-for, 256.1.1.1",
        "x-forwarded-for, 1.2.3",
        "x-forwarded-for, 1.2.3.4.5",
        "x-forwarded-for, 1..2.3",
        "x-forwarded-for, ' OR 1=1",
        "x-forwarded-for, _hid den",
    })
    void ignoresWhatIsNeitherSchemeNorHostNorAddress(String header, String value) {
        RecordedSpans.install(true);
        ReceivedRequest request = new ReceivedRequest("GET", "/", null);
        request.headers.put(header, value);

        assertThat(RecordedSpans.attributes(start(request)))
                .contains(
                        entry("server.address", "shop.example"),
                        entry("url.scheme", "http"),
                        entry("client.address", "192.0.2.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "for=192.0.2.60;proto=http;by=203.0.113.43, 192.0.2.60",
        "For=\"[2001:db8:cafe::17]:4711\", 2001:db8:cafe::17",
        "for=192.0.2.43:99, 192.0.2.43",
        "for=_hidden, _hidden",
        "for=\"_SEVKISEK\", _SEVKISEK",
        "for=\"192.0.2.\\60\", 192.0.2.60",
    })
    void readsTheClientsOfTheStandard(String header, String client) {
        RecordedSpans.install(true);
        ReceivedRequest request = new ReceivedRequest("GET", "/", null);
        request.headers.put("forwarded", header);

        assertThat(RecordedSpans.attributes(start(request))).contains(entry("client.address", client));
    }

    @Test
    void writesTheSchemeInLowerCase() {
        RecordedSpans.install(true);
        ReceivedRequest request = new ReceivedRequest("GET", "/", null);
        request.headers.put("x-forwarded-proto", "HTTPS");

        assertThat(RecordedSpans.attributes(start(request))).contains(entry("url.scheme", "https"));
    }

    @Test
    void onlyAnAnswerFrom500OnIsAnError() {
        RecordedSpans.install(true);
        ServerCall notFound = calls.start(new ReceivedRequest("GET", "/", null));
        calls.end(notFound, 404, null);
        ServerCall failed = calls.start(new ReceivedRequest("GET", "/", null));
        calls.end(failed, 503, null);

        assertThat(notFound.span().isError()).isFalse();
        assertThat(RecordedSpans.attributes(notFound.span()))
                .contains(entry("http.response.status_code", 404L))
                .doesNotContainKey("error.type");
        assertThat(failed.span().isError()).isTrue();
        assertThat(RecordedSpans.attributes(failed.span()))
                .contains(entry("http.response.status_code", 503L), entry("error.type", "503"));
        assertThat(failed.span().statusDescription()).isNull();
    }

    @Test
    void aResponseHasTheStatusThatTheServerSends() {
        RecordedSpans recorded = RecordedSpans.install(true);
        calls.end(calls.start(new ReceivedRequest("GET", "/", null)), 0, null);
        calls.end(calls.start(new ReceivedRequest("GET", "/", null)), null, null);
        calls.end(calls.start(new ReceivedRequest("GET", "/", null)), 200, new IllegalStateException("thrown"));
        calls.reject(new ReceivedRequest(null, null, null), 400);

        assertThat(recorded.finished)
                .extracting(span -> RecordedSpans.attributes(span).get("http.response.status_code"))
                .containsExactly(200L, null, 500L, 400L);
        assertThat(recorded.finished.get(2).statusDescription()).isEqualTo("thrown");
    }

    @Test
    void describesWhatIsThereOfAMalformedRequest() {
        RecordedSpans.install(true);
        ReceivedRequest request = new ReceivedRequest(null, null, null);
        request.headers.clear();

        Span span = start(request);

        assertThat(span.name()).isEqualTo("HTTP");
        assertThat(RecordedSpans.attributes(span))
                .contains(entry("http.request.method", "_OTHER"), entry("network.peer.address", "192.0.2.1"))
                .doesNotContainKeys("http.request.method_original", "url.path", "server.address");
    }

    @Test
    void keepsTheFirstRoute() {
        RecordedSpans.install(true);
        ServerCall call = calls.start(new ReceivedRequest("GET", "/", null));

        ServerCalls.route(call, null);
        ServerCalls.route(call, "/first/*");
        ServerCalls.route(call, "/second/*");

        assertThat(call.span().name()).isEqualTo("GET /first/*");
        assertThat(RecordedSpans.attributes(call.span())).contains(entry("http.route", "/first/*"));
    }

    @Test
    void leavesTheNameToAFrameworkThatHasClaimedTheRoute() {
        RecordedSpans.install(true);
        ServerCall call = calls.start(new ReceivedRequest("GET", "/orders/17", null));
        call.enter(true);

        assertThat(ServerCall.claimRoute()).isSameAs(call);
        ServerCalls.route(call, "/*");
        assertThat(call.span().name()).isEqualTo("GET");
        ServerCall.leave();
        ServerCalls.claimedRoute(call, "/orders/{id}");

        assertThat(call.span().name()).isEqualTo("GET /orders/{id}");
        assertThat(RecordedSpans.attributes(call.span())).contains(entry("http.route", "/orders/{id}"));
    }

    @Test
    void theLatestRouteNamesARequestThatGoesFromRouteToRoute() {
        RecordedSpans.install(true);
        ServerCall call = calls.start(new ReceivedRequest("GET", "/orders/17", null));

        ServerCalls.latestRoute(call, "/*");
        ServerCalls.latestRoute(call, "/orders/:id");

        assertThat(call.span().name()).isEqualTo("GET /orders/:id");
        assertThat(RecordedSpans.attributes(call.span())).contains(entry("http.route", "/orders/:id"));
    }

    @Test
    void aClaimEndsWithTheVisit() {
        RecordedSpans.install(true);
        ServerCall claimed = calls.start(new ReceivedRequest("GET", "/", null));
        claimed.enter(true);
        ServerCall.claimRoute();
        ServerCall.leave();
        ServerCall other = calls.start(new ReceivedRequest("GET", "/", null));

        ServerCalls.route(other, "/*");

        assertThat(ServerCall.claimRoute()).as("outside a visit").isNull();
        assertThat(other.span().name()).isEqualTo("GET /*");
    }

    @Test
    void keepsTheFirstExceptionOfTheRequestOfTheThread() {
        RecordedSpans.install(true);
        ServerCall call = calls.start(new ReceivedRequest("GET", "/", null));
        ServerCalls.fail(new IllegalStateException("nobody's"));
        call.enter(true);
        ServerCalls.fail(null);
        ServerCalls.fail(new IllegalStateException("first"));
        ServerCalls.fail(new IllegalArgumentException("second"));
        ServerCall.leave();

        assertThat(call.span().statusDescription()).isEqualTo("first");
        assertThat(RecordedSpans.attributes(call.span()))
                .contains(entry("error.type", IllegalStateException.class.getName()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theListenerSeesEveryRequestOnceSampledOrNot(boolean sampled) {
        RecordedSpans.install(sampled);
        List<String> ended = new ArrayList<>();
        CallListening.listen((endedCall, nanos, status, error) -> {
            assertThat(nanos).isNotNegative();
            ended.add(endedCall.kind() + " " + endedCall.operation() + " " + status + " " + error);
        });
        try {
            ServerCall routed = calls.start(new ReceivedRequest("GET", "/cart", null));
            ServerCalls.route(routed, "/cart");
            calls.end(routed, 204, null);
            calls.end(routed, 204, null);
            calls.end(calls.start(new ReceivedRequest("PUT", "/cart", null)), 503, null);
            calls.end(calls.start(new ReceivedRequest("GET", "/", null)), 200, new IllegalStateException());
            calls.reject(new ReceivedRequest(null, null, null), 400);
        } finally {
            CallListening.listen(null);
        }

        assertThat(ended)
                .containsExactly(
                        "HTTP_SERVER GET /cart 204 null",
                        "HTTP_SERVER PUT 503 503",
                        "HTTP_SERVER GET 500 java.lang.IllegalStateException",
                        "HTTP_SERVER HTTP 400 null");
    }

    @Test
    void unobservedRequestsShareOneObject() {
        RecordedSpans.install(false);

        ServerCall call = calls.start(new ReceivedRequest("GET", "/", null));
        calls.end(call, 503, new IllegalStateException());

        assertThat(call.isObserved()).isFalse();
        assertThat(call.error()).isNull();
        assertThat(calls.start(new ReceivedRequest("POST", "/other", null))).isSameAs(call);
    }
}
