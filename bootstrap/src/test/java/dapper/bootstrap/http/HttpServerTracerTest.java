// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTracerTest {
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0";

    private final HttpServerTracer<Request> tracer = new HttpServerTracer<>(new Getter());

    @Test
    void describesTheRequest() {
        RecordedSpans.install(true);
        Request request = new Request("POST", "/cart/7;jsessionid=1", "sig=2&a=b");
        request.headers.put("user-agent", "curl/8");

        Span span = (Span) tracer.start(request);

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
        Request request = new Request("GET", "/", null);
        request.headers.put("traceparent", TRACEPARENT + "1");

        Span span = (Span) tracer.start(request);

        assertThat(span.traceIdHigh()).isEqualTo(0x0af7651916cd43ddL);
        assertThat(span.traceIdLow()).isEqualTo(0x8448eb211c80319cL);
        assertThat(span.parentSpanId()).isEqualTo(0xb7ad6b7169203331L);
        assertThat(span.hasRemoteParent()).isTrue();
    }

    @Test
    void readsNothingMoreOfAnUnsampledRequest() {
        RecordedSpans recorded = RecordedSpans.install(false);
        Request request = new Request("GET", "/quiet", "a=b");

        TraceContext context = tracer.start(request);

        assertThat(context).isNotNull().isNotInstanceOf(Span.class);
        assertThat(recorded.sampledPaths).containsExactly("/quiet");
        assertThat(request.read).containsExactlyInAnyOrder("method", "path", "traceparent");
    }

    @Test
    void followsACallerThatDidNotSample() {
        RecordedSpans recorded = RecordedSpans.install(true);
        Request request = new Request("GET", "/", null);
        request.headers.put("traceparent", TRACEPARENT + "0");

        TraceContext context = tracer.start(request);

        assertThat(context.isSampled()).isFalse();
        assertThat(context.spanId()).isEqualTo(0xb7ad6b7169203331L);
        assertThat(recorded.sampledPaths).isEmpty();
    }

    @Test
    void callsAnUnknownMethodOther() {
        RecordedSpans.install(true);

        Span span = (Span) tracer.start(new Request("get", "/", null));
        HttpServerTracer.route(span, "/*");

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
        Request request = new Request("GET", "/", null);
        request.headers.put(
                "forwarded",
                "For=\"[2001:db8::1]:4711\";Proto=https;host=\"public.example;x\";by=203.0.113.43, for=10.0.0.1;host=b");
        request.headers.put("x-forwarded-for", "198.51.100.7");
        request.headers.put("x-forwarded-host", "other.example:1");
        request.headers.put("x-forwarded-proto", "http");

        assertThat(RecordedSpans.attributes((Span) tracer.start(request)))
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
        Request request = new Request("GET", "/", null);
        request.headers.put("forwarded", "by=203.0.113.43, for=10.0.0.1");
        request.headers.put("x-forwarded-for", "198.51.100.7:99, 10.0.0.1");
        request.headers.put("x-forwarded-host", "public.example:8443, inner");
        request.headers.put("x-forwarded-proto", "https,http");

        assertThat(RecordedSpans.attributes((Span) tracer.start(request)))
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
            Request request = new Request("GET", "/", null);
            request.headers.put("forwarded", header);

            assertThat(RecordedSpans.attributes((Span) tracer.start(request)))
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
        Request request = new Request("GET", "/", null);
        request.headers.put(header, value);

        assertThat(RecordedSpans.attributes((Span) tracer.start(request)))
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
        Request request = new Request("GET", "/", null);
        request.headers.put("forwarded", header);

        assertThat(RecordedSpans.attributes((Span) tracer.start(request))).contains(entry("client.address", client));
    }

    @Test
    void writesTheSchemeInLowerCase() {
        RecordedSpans.install(true);
        Request request = new Request("GET", "/", null);
        request.headers.put("x-forwarded-proto", "HTTPS");

        assertThat(RecordedSpans.attributes((Span) tracer.start(request))).contains(entry("url.scheme", "https"));
    }

    @Test
    void onlyAnAnswerFrom500OnIsAnError() {
        RecordedSpans.install(true);
        Span notFound = (Span) tracer.start(new Request("GET", "/", null));
        HttpServerTracer.status(notFound, 404);
        Span failed = (Span) tracer.start(new Request("GET", "/", null));
        HttpServerTracer.status(failed, 503);

        assertThat(notFound.isError()).isFalse();
        assertThat(RecordedSpans.attributes(notFound))
                .contains(entry("http.response.status_code", 404L))
                .doesNotContainKey("error.type");
        assertThat(failed.isError()).isTrue();
        assertThat(RecordedSpans.attributes(failed))
                .contains(entry("http.response.status_code", 503L), entry("error.type", "503"));
        assertThat(failed.statusDescription()).isNull();
    }

    @Test
    void aThreadServesOneRequestAtATime() {
        RecordedSpans.install(true);
        Span before = (Span) tracer.start(new Request("GET", "/", null));
        Span request = (Span) tracer.start(new Request("GET", "/", null));
        Current.set(before);
        try {
            assertThat(ServingThread.isFree()).isTrue();
            ServingThread.enter(request, true);
            assertThat(ServingThread.isFree()).isFalse();
            assertThat(Current.get()).isSameAs(request);
            assertThat(ServingThread.leave()).isTrue();
            assertThat(ServingThread.isFree()).isTrue();
            assertThat(Current.get()).isSameAs(before);
        } finally {
            Current.set(null);
        }
    }

    @Test
    void describesWhatIsThereOfAMalformedRequest() {
        RecordedSpans.install(true);
        Request request = new Request(null, null, null);
        request.headers.clear();

        Span span = (Span) tracer.start(request);

        assertThat(span.name()).isEqualTo("HTTP");
        assertThat(RecordedSpans.attributes(span))
                .contains(entry("http.request.method", "_OTHER"), entry("network.peer.address", "192.0.2.1"))
                .doesNotContainKeys("http.request.method_original", "url.path", "server.address");
    }

    @Test
    void keepsTheFirstRoute() {
        RecordedSpans.install(true);
        Span span = (Span) tracer.start(new Request("GET", "/", null));

        HttpServerTracer.route(span, null);
        HttpServerTracer.route(span, "/first/*");
        HttpServerTracer.route(span, "/second/*");

        assertThat(span.name()).isEqualTo("GET /first/*");
        assertThat(RecordedSpans.attributes(span)).contains(entry("http.route", "/first/*"));
    }

    @Test
    void keepsTheFirstExceptionOfARequest() {
        RecordedSpans.install(true);
        Span request = (Span) tracer.start(new Request("GET", "/", null));
        ServingThread.fail(new IllegalStateException("nobody's"));
        ServingThread.enter(request, true);
        ServingThread.fail(null);
        ServingThread.fail(new IllegalStateException("first"));
        ServingThread.fail(new IllegalArgumentException("second"));
        ServingThread.leave();

        assertThat(request.statusDescription()).isEqualTo("first");
        assertThat(RecordedSpans.attributes(request))
                .contains(entry("error.type", IllegalStateException.class.getName()));
    }

    @Test
    void onlyTheOutermostDispatchNamesTheRoute() {
        RecordedSpans.install(true);
        assertThat(ServingThread.beginRouting()).isFalse();
        Span request = (Span) tracer.start(new Request("GET", "/", null));
        ServingThread.enter(request, true);

        assertThat(ServingThread.beginRouting()).isTrue();
        assertThat(ServingThread.beginRouting()).isFalse();
        assertThat(ServingThread.endRouting()).isSameAs(request);
        assertThat(ServingThread.beginRouting()).isTrue();
        ServingThread.leave();
    }

    private static final class Request {
        final @Nullable String method;
        final @Nullable String path;
        final @Nullable String query;
        final Map<String, String> headers = new HashMap<>();
        final TreeSet<String> read = new TreeSet<>();

        Request(@Nullable String method, @Nullable String path, @Nullable String query) {
            this.method = method;
            this.path = path;
            this.query = query;
            headers.put("host", "shop.example:8080");
        }

        <T extends @Nullable Object> T read(String what, T value) {
            read.add(what);
            return value;
        }
    }

    private static final class Getter implements HttpServerGetter<Request> {
        @Override
        public @Nullable String header(Request request, String name) {
            return request.read(name, request.headers.get(name));
        }

        @Override
        public @Nullable String first(Request request, String name) {
            return header(request, name);
        }

        @Override
        public @Nullable String method(Request request) {
            return request.read("method", request.method);
        }

        @Override
        public @Nullable String path(Request request) {
            return request.read("path", request.path);
        }

        @Override
        public @Nullable String query(Request request) {
            return request.read("query", request.query);
        }

        @Override
        public String scheme(Request request) {
            return request.read("scheme", "http");
        }

        @Override
        public @Nullable String authority(Request request) {
            return header(request, "host");
        }

        @Override
        public @Nullable String protocol(Request request) {
            return request.read("protocol", "HTTP/1.1");
        }

        @Override
        public @Nullable String peerAddress(Request request) {
            return request.read("peerAddress", "192.0.2.1");
        }

        @Override
        public int peerPort(Request request) {
            return request.read("peerPort", 54321);
        }
    }
}
