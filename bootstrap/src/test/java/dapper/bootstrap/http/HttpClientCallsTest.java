// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dapper.bootstrap.Current;
import dapper.bootstrap.Propagation;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpClientCallsTest {
    @AfterEach
    void leaveNoContext() {
        Current.set(null);
    }

    @Test
    void describesTheRequestAndItsAnswer() {
        RecordedSpans recorded = RecordedSpans.install(true);

        Span call = (Span) HttpClientCalls.start("GET");
        HttpClientCalls.describe(call, "https://u:p@shop.example/a?sig=1", "https", "shop.example", -1);
        HttpClientCalls.end(call, 200, "HTTP/2.0", null);

        assertThat(recorded.finished).containsExactly(call);
        assertThat(call.name()).isEqualTo("GET");
        assertThat(call.kind()).isEqualTo(SpanKind.CLIENT);
        assertThat(call.isError()).isFalse();
        assertThat(RecordedSpans.attributes(call))
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
        Span call = (Span) HttpClientCalls.start("GET");

        HttpClientCalls.describe(call, "http://[::1]:81/", "http", "[::1]", 81);

        assertThat(RecordedSpans.attributes(call)).contains(entry("server.address", "::1"), entry("server.port", 81L));
    }

    @Test
    void callsAnUnknownMethodOther() {
        RecordedSpans.install(true);
        Span call = (Span) HttpClientCalls.start("PROPFIND");

        assertThat(call.name()).isEqualTo("HTTP");
        assertThat(RecordedSpans.attributes(call))
                .containsOnly(
                        entry("http.request.method", "_OTHER"), entry("http.request.method_original", "PROPFIND"));
    }

    @Test
    void followsAClientThatChangesTheMethod() {
        RecordedSpans.install(true);
        Span call = (Span) HttpClientCalls.start("GET");

        HttpClientCalls.changeMethod(call, "POST");

        assertThat(call.name()).isEqualTo("POST");
        assertThat(RecordedSpans.attributes(call)).containsOnly(entry("http.request.method", "POST"));
    }

    @Test
    void anAnswerFrom400OnIsAnErrorWithoutFurtherDetail() {
        RecordedSpans recorded = RecordedSpans.install(true);

        HttpClientCalls.end(HttpClientCalls.start("GET"), 404, null, new java.io.FileNotFoundException("/x"));

        Span span = recorded.finished.get(0);
        assertThat(span.isError()).isTrue();
        assertThat(span.statusDescription()).isNull();
        assertThat(span.lastEvent()).isNull();
        assertThat(RecordedSpans.attributes(span))
                .containsOnly(
                        entry("http.request.method", "GET"),
                        entry("http.response.status_code", 404L),
                        entry("error.type", "404"));
    }

    @Test
    void anAnswerThatTheClientCouldNotUseIsAnError() {
        RecordedSpans recorded = RecordedSpans.install(true);

        HttpClientCalls.end(HttpClientCalls.start("GET"), 302, "HTTP/1.1", new ProtocolException("too many"));

        assertThat(RecordedSpans.attributes(recorded.finished.get(0)))
                .contains(entry("http.response.status_code", 302L), entry("error.type", "java.net.ProtocolException"));
    }

    @Test
    void namesTheExceptionThatFuturesHide() {
        RecordedSpans recorded = RecordedSpans.install(true);

        HttpClientCalls.end(
                HttpClientCalls.start("GET"), 0, null, new CompletionException(new ConnectException("refused")));

        Span span = recorded.finished.get(0);
        assertThat(span.isError()).isTrue();
        assertThat(span.statusDescription()).isEqualTo("refused");
        assertThat(RecordedSpans.attributes(span))
                .containsOnly(entry("http.request.method", "GET"), entry("error.type", "java.net.ConnectException"));
    }

    @Test
    void aCallThatWasGivenUpHasNotFailed() {
        RecordedSpans recorded = RecordedSpans.install(true);

        HttpClientCalls.end(HttpClientCalls.start("GET"), 0, null, new CancellationException());

        assertThat(recorded.finished.get(0).isError()).isFalse();
    }

    @Test
    void clientsThatWrapEachOtherAreOneCall() {
        RecordedSpans.install(true);
        TraceContext outer = HttpClientCalls.start("GET");
        Current.set(outer);

        assertThat(HttpClientCalls.start("GET")).isNull();
        assertThat(HttpClientCalls.current()).isSameAs(outer);
    }

    @Test
    void writesHeadersForItsOwnCallsOnly() {
        RecordedSpans.install(true);
        Current.set(Tracer.startCall("work", SpanKind.INTERNAL, null));
        assertThat(HttpClientCalls.current()).isNull();
        Current.set(UnsampledContext.SUPPRESSED);
        assertThat(HttpClientCalls.current()).isNull();
        assertThat(HttpClientCalls.start("GET")).isNull();
        Current.set(null);
        assertThat(HttpClientCalls.current()).isNull();
    }

    @Test
    void tellsTheServerThatACallIsNotSampled() {
        RecordedSpans recorded = RecordedSpans.install(false);
        TraceContext call = HttpClientCalls.start("GET");
        Current.set(call);
        TreeMap<String, String> headers = new TreeMap<>();

        Propagation.inject(HttpClientCalls.current(), TreeMap::put, headers);
        HttpClientCalls.end(call, 500, null, null);

        assertThat(headers).containsOnlyKeys("traceparent");
        assertThat(headers.get("traceparent")).endsWith("-02");
        assertThat(recorded.finished).isEmpty();
    }
}
