// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderMap;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallListening;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientCallsTest {
    private final TextGetter getter = new TextGetter();
    private final ClientCalls<String, String, String> calls = new ClientCalls<>("test", getter);

    @AfterEach
    void leaveNothing() {
        Current.set(null);
        assertThat(Call.isInside()).isFalse();
    }

    private static Map<String, Object> attributes(RecordedSpans recorded) {
        assertThat(recorded.finished).hasSize(1);
        return RecordedSpans.attributes(recorded.finished.get(0));
    }

    @Test
    void describesTheRequestAndItsAnswer() {
        RecordedSpans recorded = RecordedSpans.install(true);

        Call call = calls.start("GET https://u:p@shop.example/a?sig=1", null);
        assertThat(Current.get()).isSameAs(call.span());
        calls.end(call, "HTTP/2.0 200", null);

        assertThat(Current.get()).isNull();
        Span span = recorded.finished.get(0);
        assertThat(span.name()).isEqualTo("GET");
        assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.isError()).isFalse();
        assertThat(attributes(recorded))
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
        RecordedSpans recorded = RecordedSpans.install(true);

        calls.end(calls.start("GET http://[::1]:81/", null), null, null);

        assertThat(attributes(recorded)).contains(entry("server.address", "::1"), entry("server.port", 81L));
    }

    @Test
    void callsAnUnknownMethodOther() {
        RecordedSpans recorded = RecordedSpans.install(true);

        calls.end(calls.start("PROPFIND http://a/", null), null, null);

        assertThat(recorded.finished.get(0).name()).isEqualTo("HTTP");
        assertThat(attributes(recorded))
                .contains(entry("http.request.method", "_OTHER"), entry("http.request.method_original", "PROPFIND"));
    }

    @Test
    void readsARequestOfTheApplicationFromItsCopy() {
        RecordedSpans recorded = RecordedSpans.install(true);

        Call call = calls.start("?", "target.example");
        assertThat(RecordedSpans.attributes(call.span()))
                .containsOnly(entry("server.address", "target.example"), entry("server.port", 80L));
        calls.copied("?");
        calls.copied("PUT http://copy.example:81/");
        calls.copied("GET http://redirect.example/");
        calls.end(call, null, null);

        assertThat(recorded.finished.get(0).name()).isEqualTo("PUT");
        assertThat(attributes(recorded))
                .containsOnly(
                        entry("http.request.method", "PUT"),
                        entry("url.full", "http://copy.example:81/"),
                        entry("server.address", "copy.example"),
                        entry("server.port", 81L));
    }

    @Test
    void followsAClientThatChangesTheMethod() {
        RecordedSpans recorded = RecordedSpans.install(true);
        Call call = calls.start("GET http://a/", null);

        ClientCalls.changeMethod(call, "POST");
        calls.end(call, null, null);

        assertThat(recorded.finished.get(0).name()).isEqualTo("POST");
        assertThat(attributes(recorded)).contains(entry("http.request.method", "POST"));
    }

    @Test
    void anAnswerFrom400OnIsAnErrorWithoutFurtherDetail() {
        RecordedSpans recorded = RecordedSpans.install(true);

        calls.end(calls.start("GET http://a/", null), "HTTP/1.1 404", new FileNotFoundException("/x"));

        Span span = recorded.finished.get(0);
        assertThat(span.isError()).isTrue();
        assertThat(span.statusDescription()).isNull();
        assertThat(span.lastEvent()).isNull();
        assertThat(attributes(recorded)).contains(entry("http.response.status_code", 404L), entry("error.type", "404"));
    }

    @Test
    void anAnswerThatTheClientCouldNotUseIsAnError() {
        RecordedSpans recorded = RecordedSpans.install(true);

        calls.end(calls.start("GET http://a/", null), "HTTP/1.1 302", new ProtocolException("too many"));

        assertThat(attributes(recorded))
                .contains(entry("http.response.status_code", 302L), entry("error.type", "java.net.ProtocolException"));
    }

    @Test
    void namesTheExceptionThatFuturesHide() {
        RecordedSpans recorded = RecordedSpans.install(true);

        calls.end(calls.start("GET http://a/", null), null, new CompletionException(new ConnectException("refused")));

        assertThat(recorded.finished.get(0).statusDescription()).isEqualTo("refused");
        assertThat(attributes(recorded)).contains(entry("error.type", "java.net.ConnectException"));
    }

    @Test
    void aCallThatWasGivenUpHasNotFailed() {
        RecordedSpans recorded = RecordedSpans.install(true);

        calls.end(calls.start("GET http://a/", null), null, new CancellationException());

        assertThat(recorded.finished.get(0).isError()).isFalse();
    }

    @Test
    void clientsThatWrapEachOtherAreOneCall() {
        RecordedSpans recorded = RecordedSpans.install(true);
        Call outer = calls.start("GET http://a/", null);

        assertThat(calls.start("GET http://a/", null)).isNull();
        assertThat(calls.start(new Call(), "GET http://a/", null)).isFalse();
        calls.end(outer, null, null);

        assertThat(recorded.finished).hasSize(1);
    }

    @Test
    void aRequestThatCannotBeReadIsACallAllTheSame() {
        RecordedSpans recorded = RecordedSpans.install(true);

        calls.end(calls.start("GET not a URL", null), "HTTP/1.1 200", null);

        assertThat(attributes(recorded))
                .containsOnly(
                        entry("http.request.method", "GET"),
                        entry("http.response.status_code", 200L),
                        entry("network.protocol.version", "1.1"));
    }

    @Test
    void writesHeadersForItsOwnCallsOnly() {
        RecordedSpans.install(true);
        Map<String, String> headers = new TreeMap<>();

        Current.set(Tracer.startCall(Current.get(), "work", SpanKind.INTERNAL, null));
        ClientCalls.injectCurrent(HeaderMap.HEADERS, headers);
        Current.set(UnsampledContext.SUPPRESSED);
        ClientCalls.injectCurrent(HeaderMap.HEADERS, headers);
        assertThat(calls.start("GET http://a/", null)).isNull();
        Current.set(null);
        ClientCalls.injectCurrent(HeaderMap.HEADERS, headers);

        assertThat(headers).isEmpty();
    }

    @Test
    void readsNothingButTheMethodOfAnUnsampledCall() {
        RecordedSpans recorded = RecordedSpans.install(false);
        Map<String, String> headers = new TreeMap<>();

        Call call = calls.start("GET http://a/", null);
        ClientCalls.injectCurrent(HeaderMap.HEADERS, headers);
        calls.end(call, "HTTP/1.1 500", null);

        assertThat(headers).containsOnlyKeys("traceparent");
        assertThat(headers.get("traceparent")).endsWith("-02");
        assertThat(recorded.finished).isEmpty();
        assertThat(getter.reads).isZero();
        assertThat(Current.get()).isNull();
    }

    @Test
    void theCallsOfAnUnsampledRequestAreOneTrace() {
        RecordedSpans.install(false);
        TraceContext request = Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/");
        Current.set(request);
        Map<String, String> first = new TreeMap<>();
        Map<String, String> second = new TreeMap<>();
        try {
            CallListening.listen((endedCall, nanos, status, error) -> {});
            for (Map<String, String> headers : List.of(first, second)) {
                Call call = calls.start("GET http://a/", null);
                ClientCalls.injectCurrent(HeaderMap.HEADERS, headers);
                calls.end(call, null, null);
            }
        } finally {
            CallListening.listen(null);
        }

        assertThat(second).isEqualTo(first).containsOnlyKeys("traceparent");
    }
}
