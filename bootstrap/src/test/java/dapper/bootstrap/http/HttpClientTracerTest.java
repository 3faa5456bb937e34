// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dapper.bootstrap.Current;
import dapper.bootstrap.Propagation;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import java.net.ConnectException;
import java.net.URI;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpClientTracerTest {
    private final HttpClientTracer<URI> tracer = new HttpClientTracer<>(new Getter());

    @AfterEach
    void leaveNoContext() {
        Current.set(null);
    }

    @Test
    void describesTheRequestAndItsAnswer() {
        RecordedSpans recorded = RecordedSpans.install(true);

        TraceContext call = tracer.start(URI.create("https://u:p@shop.example/a?sig=1"));
        HttpClientTracer.end(call, 200, "HTTP/2.0");

        Span span = recorded.finished.get(0);
        assertThat(recorded.finished).hasSize(1);
        assertThat(span.name()).isEqualTo("GET");
        assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.isError()).isFalse();
        assertThat(RecordedSpans.attributes(span))
                .containsOnly(
                        entry("http.request.method", "GET"),
                        entry("url.full", "https://REDACTED:REDACTED@shop.example/a?sig=REDACTED"),
                        entry("server.address", "shop.example"),
                        entry("server.port", 443L),
                        entry("http.response.status_code", 200L),
                        entry("network.protocol.version", "2"));
    }

    @Test
    void namesIpv6ServersWithoutBrackets() {
        RecordedSpans.install(true);

        assertThat(RecordedSpans.attributes((Span) tracer.start(URI.create("http://[::1]:81/"))))
                .contains(entry("server.address", "::1"), entry("server.port", 81L));
    }

    @Test
    void anAnswerFrom400OnIsAnError() {
        RecordedSpans recorded = RecordedSpans.install(true);

        HttpClientTracer.end(tracer.start(URI.create("http://shop/")), 404, null);

        assertThat(recorded.finished.get(0).isError()).isTrue();
        assertThat(RecordedSpans.attributes(recorded.finished.get(0)))
                .contains(entry("http.response.status_code", 404L), entry("error.type", "404"))
                .doesNotContainKey("network.protocol.version");
    }

    @Test
    void namesTheExceptionThatFuturesHide() {
        RecordedSpans recorded = RecordedSpans.install(true);

        HttpClientTracer.fail(
                tracer.start(URI.create("http://shop/")), new CompletionException(new ConnectException("refused")));

        Span span = recorded.finished.get(0);
        assertThat(span.isError()).isTrue();
        assertThat(span.statusDescription()).isEqualTo("refused");
        assertThat(RecordedSpans.attributes(span)).contains(entry("error.type", "java.net.ConnectException"));
    }

    @Test
    void aCallThatWasGivenUpHasNotFailed() {
        RecordedSpans recorded = RecordedSpans.install(true);

        HttpClientTracer.fail(tracer.start(URI.create("http://shop/")), new CancellationException());

        assertThat(recorded.finished.get(0).isError()).isFalse();
    }

    @Test
    void clientsThatWrapEachOtherAreOneCall() {
        RecordedSpans.install(true);
        TraceContext outer = tracer.start(URI.create("http://shop/"));
        Current.set(outer);

        assertThat(tracer.start(URI.create("http://shop/"))).isNull();
        assertThat(HttpClientTracer.currentCall()).isSameAs(outer);
    }

    @Test
    void writesHeadersForItsOwnCallsOnly() {
        RecordedSpans.install(true);
        Span other = (Span) dapper.bootstrap.Tracer.startCall("work", SpanKind.INTERNAL, null);
        Current.set(other);
        assertThat(HttpClientTracer.currentCall()).isNull();
        Current.set(UnsampledContext.SUPPRESSED);
        assertThat(HttpClientTracer.currentCall()).isNull();
        assertThat(tracer.start(URI.create("http://shop/"))).isNull();
        Current.set(null);
        assertThat(HttpClientTracer.currentCall()).isNull();
    }

    @Test
    void tellsTheServerThatACallIsNotSampled() {
        RecordedSpans recorded = RecordedSpans.install(false);
        TraceContext call = tracer.start(URI.create("http://shop/"));
        Current.set(call);
        TreeMap<String, String> headers = new TreeMap<>();

        Propagation.inject(HttpClientTracer.currentCall(), TreeMap::put, headers);
        HttpClientTracer.end(call, 500, null);

        assertThat(headers).containsOnlyKeys("traceparent");
        assertThat(headers.get("traceparent")).endsWith("-02");
        assertThat(recorded.finished).isEmpty();
    }

    private static final class Getter implements HttpClientGetter<URI> {
        @Override
        public String method(URI request) {
            return "GET";
        }

        @Override
        public String url(URI request) {
            return request.toString();
        }

        @Override
        public String scheme(URI request) {
            return request.getScheme();
        }

        @Override
        public String host(URI request) {
            return request.getHost();
        }

        @Override
        public int port(URI request) {
            return request.getPort();
        }
    }
}
