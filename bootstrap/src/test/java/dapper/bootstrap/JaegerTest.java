// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.baggage.Baggage;
import dapper.bootstrap.propagation.Formats;
import dapper.bootstrap.propagation.Propagation;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of Jaeger's clients. Most values are of the tests of OpenTelemetry's propagator. */
class JaegerTest {
    private static final String TRACE_ID = "000000000000004d0000000000000016";
    private static final String SPAN_ID = "0000000000017c29";

    @BeforeEach
    void install() {
        CapturedSpans.install(FixedSampler.dropAll());
        Propagation.use(Formats.jaeger());
    }

    @AfterEach
    void restore() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE);
        Current.set(null);
    }

    private static RemoteParent extract(String... headers) {
        return Propagation.extract(HeaderMap.HEADERS, HeaderMap.of(headers));
    }

    private static TraceContext serve(RemoteParent parent) {
        return Tracer.startLocalRoot(parent, "GET", SpanKind.SERVER, null, "/");
    }

    private static Map<String, String> inject(TraceContext context) {
        Map<String, String> sent = HeaderMap.of();
        Propagation.inject(context, HeaderMap.HEADERS, sent);
        return sent;
    }

    private static String id(long id) {
        return String.format("%016x", id);
    }

    @ParameterizedTest
    @CsvSource({
        TRACE_ID + ":" + SPAN_ID + ":0:1,1",
        "4d0000000000000016:17c29:0:5,1",
        "4d0000000000000016%3A17c29%3a0%3A5,1",
        "4D0000000000000016:17C29:ffff:3,3",
        "4d0000000000000016:17c29::2,3",
        TRACE_ID + ":" + SPAN_ID + ":0:01,1"
    })
    void continuesARecordedTrace(String header, String sent) {
        Span span = (Span) serve(extract("uber-trace-id", header));

        assertThat(id(span.traceIdHigh()) + id(span.traceIdLow())).isEqualTo(TRACE_ID);
        assertThat(id(span.parentSpanId())).isEqualTo(SPAN_ID);
        assertThat(span.traceState()).isNull();
        assertThat(inject(span))
                .containsOnly(Map.entry("uber-trace-id", TRACE_ID + ":" + id(span.spanId()) + ":0:" + sent));
    }

    @Test
    void continuesATraceThatIsNotRecorded() {
        TraceContext context = serve(extract("uber-trace-id", TRACE_ID + ":" + SPAN_ID + ":0:0"));

        assertThat(context.isSampled()).isFalse();
        assertThat(inject(context)).containsOnly(Map.entry("uber-trace-id", TRACE_ID + ":" + SPAN_ID + ":0:0"));
    }

    @Test
    void continuesATraceWithAShortId() {
        Span span = (Span) serve(extract("uber-trace-id", "236f2e:17c29:0:1"));

        assertThat(span.traceIdHigh()).isZero();
        assertThat(span.traceIdLow()).isEqualTo(2_322_222);
        assertThat(inject(span).get("uber-trace-id")).isEqualTo("0000000000236f2e:" + id(span.spanId()) + ":0:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "aa:bb:cc",
                "aa:bb:cc:dd:ee",
                "abcdefghijklmnopabcdefghijklmnop:" + SPAN_ID + ":0:0",
                TRACE_ID + "00:" + SPAN_ID + ":0:0",
                TRACE_ID + ":abcdefghijklmnop:0:0",
                TRACE_ID + ":" + SPAN_ID + "00:0:0",
                TRACE_ID + ":" + SPAN_ID + ":0:",
                TRACE_ID + ":" + SPAN_ID + ":0:10220",
                TRACE_ID + ":" + SPAN_ID + ":0:abcdefr",
                TRACE_ID + "::0:1",
                "0:" + SPAN_ID + ":0:1",
                TRACE_ID + ":0:0:1"
            })
    void startsAnewIfTheHeaderIsMalformed(String header) {
        assertThat(extract("uber-trace-id", header)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uberctx-nometa=nometa-value&uberctx-meta=meta-value|meta=meta-value,nometa=nometa-value",
                "uberctx-=value|",
                "Uberctx-foo=a%20b%2Cc|foo=a%20b%2Cc",
                "uberctx-foo=a+b%2Bc|foo=a%20b+c",
                "jaeger-baggage=nometa=nometa-value,meta=meta-value|nometa=nometa-value,meta=meta-value",
                "jaeger-baggage=k1=v1, k2=v2|k1=v1,k2=v2",
                "jaeger-baggage= nometa = nometa-value ,\tmeta = meta-value |nometa=nometa-value,meta=meta-value",
                "jaeger-baggage=user=Jane Doe, path=C:\\x;y|user=Jane%20Doe,path=C:%5Cx%3By",
                "jaeger-baggage=k1=a%20b%2Cc, k2=100%|k1=a%20b%2Cc,k2=100%25",
                "jaeger-baggage=a b=1, k1=gr\u00fcn, \u00e9=2, =3|k1=gr%C3%BCn",
                "jaeger-baggage=k1=a=b, k2=|k1=a=b,k2=",
                "jaeger-baggage=,, ,k1=v1,|k1=v1",
                "jaeger-baggage=nometa+novalue|",
                "jaeger-baggage=nometa+novalue,meta=value|meta=value",
                "jaeger-baggage=foo=old,a=1&uberctx-foo=bar|a=1,foo=bar"
            })
    void readsBaggageWithOrWithoutATrace(String headers, String baggage) {
        Map<String, String> request = HeaderMap.of();
        for (String header : headers.split("&")) {
            request.put(header.substring(0, header.indexOf('=')), header.substring(header.indexOf('=') + 1));
        }
        RemoteParent without = Propagation.extract(HeaderMap.HEADERS, request);
        request.put("uber-trace-id", TRACE_ID + ":" + SPAN_ID + ":0:1");
        RemoteParent with = Propagation.extract(HeaderMap.HEADERS, request);

        if (baggage == null) {
            assertThat(without).isNull();
            assertThat(serve(with).baggage()).isNull();
        } else {
            assertThat(serve(without).baggage()).hasToString(baggage);
            assertThat(serve(with).baggage()).hasToString(baggage);
        }
    }

    @Test
    void writesAHeaderForEachMemberOfBaggage() {
        RemoteParent parent = extract(
                "uber-trace-id",
                TRACE_ID + ":" + SPAN_ID + ":0:0",
                "jaeger-baggage",
                "meta=meta-value;more,b=%2C,c=1+1%201");

        assertThat(inject(serve(parent)))
                .containsOnly(
                        Map.entry("uber-trace-id", TRACE_ID + ":" + SPAN_ID + ":0:0"),
                        Map.entry("uberctx-meta", "meta-value%3Bmore"),
                        Map.entry("uberctx-b", "%2C"),
                        Map.entry("uberctx-c", "1%2B1%201"));
    }

    @Test
    void propertiesOfBaggageHaveNoPlace() {
        Span span = (Span) serve(extract("uber-trace-id", TRACE_ID + ":" + SPAN_ID + ":0:1"));

        assertThat(inject(Context.of(span, Baggage.EMPTY.with("meta", "value", "p=1"), null)))
                .containsEntry("uberctx-meta", "value");
    }

    /** The example of the clients' documentation. */
    @Test
    void aDebugIdForcesATraceAndNamesIt() {
        Span span = (Span) serve(extract("jaeger-debug-id", " some-correlation-id ", "jaeger-baggage", "k1=v1"));

        assertThat(span.parentSpanId()).isZero();
        assertThat(span.isDebug()).isTrue();
        assertThat(span.traceState()).isNull();
        assertThat(span.attributesLength()).isEqualTo(2);
        assertThat(((AttributeKey) span.attributes()[0]).name()).isEqualTo("jaeger-debug-id");
        assertThat(span.attributes()[1]).isEqualTo("some-correlation-id");
        String traceId = id(span.traceIdHigh()) + id(span.traceIdLow());
        assertThat(inject(span))
                .containsOnly(
                        Map.entry("uber-trace-id", traceId + ":" + id(span.spanId()) + ":0:3"),
                        Map.entry("uberctx-k1", "v1"));
    }

    @Test
    void aDebugIdBesideATraceOrWithoutTextMeansNothing() {
        TraceContext continued = serve(
                extract("uber-trace-id", TRACE_ID + ":" + SPAN_ID + ":0:0", "jaeger-debug-id", "some-correlation-id"));
        assertThat(continued.isSampled()).isFalse();

        Propagation.use(Formats.jaeger(), Formats.TRACE_CONTEXT);
        RemoteParent other = extract(
                "traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-00", "jaeger-debug-id", "some-correlation-id");
        assertThat(serve(other).isSampled()).isFalse();
        assertThat(extract("jaeger-debug-id", " ")).isNull();
        assertThat(serve(extract("uber-trace-id", "malformed", "jaeger-debug-id", "id"))
                        .isDebug())
                .isTrue();
    }

    @Test
    void headersBeyondTheLimitsAreNotCopied() {
        assertThat(bytesReading("uber-trace-id", "%30".repeat(1_000_000) + ":1:0:1"))
                .isLessThan(1_000_000);
        assertThat(bytesReading("jaeger-baggage", "a=1,".repeat(1_000_000))).isLessThan(1_000_000);
        assertThat(bytesReading("jaeger-baggage", "a=" + "x".repeat(5_000_000))).isLessThan(1_000_000);
        assertThat(bytesReading("uberctx-a", "+".repeat(5_000_000))).isLessThan(1_000_000);
        Map<String, String> headers = HeaderMap.of();
        IntStream.range(0, 5_000).forEach(i -> headers.put("uberctx-" + i, "v"));
        assertThat(Allocation.bytesOf(() -> Propagation.extract(HeaderMap.HEADERS, headers)))
                .isLessThan(10_000_000);
    }

    private static long bytesReading(String name, String value) {
        Map<String, String> headers = HeaderMap.of(name, value);
        return Allocation.bytesOf(() -> Propagation.extract(HeaderMap.HEADERS, headers));
    }

    @Test
    void aDebugIdIsCutLikeAnyAttribute() {
        Span span = (Span) serve(extract("jaeger-debug-id", "x".repeat(5_000_000)));

        assertThat(span.attributes()[1]).isEqualTo("x".repeat(1_024));
    }

    /** A value that is too long for W3C Baggage, or beyond its 64 members, is dropped by itself. */
    @Test
    @Timeout(120)
    void theLengthOfHeadersIsNoWorkWithoutBounds() {
        String many = IntStream.range(0, 100_000).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
        assertThat(serve(extract("jaeger-baggage", many)).baggage().members()).hasSize(64);
        assertThat(extract("jaeger-baggage", ",".repeat(5_000_000))).isNull();
        assertThat(extract("jaeger-baggage", "a,".repeat(2_500_000))).isNull();
        assertThat(serve(extract("jaeger-baggage", "a=" + "x".repeat(5_000_000) + ", k1=v1"))
                        .baggage())
                .hasToString("k1=v1");
        assertThat(serve(extract("uberctx-a", "x".repeat(5_000_000), "uberctx-b", "1"))
                        .baggage())
                .hasToString("b=1");
        assertThat(extract("uber-trace-id", "%30".repeat(1_000_000) + ":1:0:1")).isNull();
        Map<String, String> headers = HeaderMap.of();
        IntStream.range(0, 5_000).forEach(i -> headers.put("uberctx-" + i, "v"));
        assertThat(serve(Propagation.extract(HeaderMap.HEADERS, headers))
                        .baggage()
                        .members())
                .hasSize(64);
    }
}
