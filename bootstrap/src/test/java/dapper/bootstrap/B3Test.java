// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.propagation.Format;
import dapper.bootstrap.propagation.Formats;
import dapper.bootstrap.propagation.Propagation;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * B3 with one and with several headers. The values are examples of the specification (github.com/openzipkin/b3-propagation)
 * and of the tests of brave and OpenTelemetry.
 */
class B3Test {
    private static final String TRACE_ID = "80f198ee56343ba864fe8b2a57d3eff7";
    private static final String SHORT_ID = "64fe8b2a57d3eff7";
    private static final String SPAN_ID = "05e3ac9a4f6e3b90";
    private static final String PARENT_ID = "e457b5a2e4d86bd1";

    @BeforeEach
    void install() {
        CapturedSpans.install(FixedSampler.dropAll());
        Propagation.use(Formats.b3());
    }

    @AfterEach
    void restore() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE);
        Current.set(null);
    }

    static Format[] both() {
        return new Format[] {Formats.b3(), Formats.b3Multi()};
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
        TRACE_ID + "-" + SPAN_ID + "-1-" + PARENT_ID + ",true,false",
        TRACE_ID + "-" + SPAN_ID + "-1,true,false",
        TRACE_ID + "-" + SPAN_ID + "-d,true,true",
        TRACE_ID + "-" + SPAN_ID + "-d-" + PARENT_ID + ",true,true",
        TRACE_ID + "-" + SPAN_ID + "-0,false,false",
        TRACE_ID + "-" + SPAN_ID + "-0-" + PARENT_ID + ",false,false",
        "80F198EE56343BA864FE8B2A57D3EFF7-05E3AC9A4F6E3B90-1,true,false"
    })
    void readsTheSingleHeader(String b3, boolean sampled, boolean debug) {
        for (Format format : both()) {
            Propagation.use(format);
            TraceContext context = serve(extract("b3", b3));

            assertThat(id(context.traceIdHigh()) + id(context.traceIdLow())).isEqualTo(TRACE_ID);
            assertThat(context.isSampled()).isEqualTo(sampled);
            assertThat(context.isDebug()).isEqualTo(debug);
            if (sampled) {
                assertThat(id(((Span) context).parentSpanId())).isEqualTo(SPAN_ID);
                assertThat(((Span) context).hasRemoteParent()).isTrue();
            } else {
                assertThat(id(context.spanId())).isEqualTo(SPAN_ID);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "2",
                "D",
                "b970dafd-0d95-41aa-95d8-1d8725aebe40",
                "not-a-tumor",
                TRACE_ID,
                TRACE_ID + "-",
                TRACE_ID + "-" + SPAN_ID + "-",
                TRACE_ID + "-" + SPAN_ID + "-2",
                TRACE_ID + "-" + SPAN_ID + "-11",
                TRACE_ID + "-" + SPAN_ID + "-1-",
                TRACE_ID + "-" + SPAN_ID + "-1-" + SPAN_ID + "-",
                TRACE_ID + "-" + SPAN_ID + "-1-zzzzzzzzzzzzzzzz",
                TRACE_ID + "-" + SPAN_ID + "-1-1234",
                TRACE_ID + "_" + SPAN_ID + "_1",
                TRACE_ID + "0-" + SPAN_ID + "-1",
                "0" + SHORT_ID + "-" + SPAN_ID + "-1",
                TRACE_ID + "-1234-1",
                "00000000000000000000000000000000-" + SPAN_ID + "-1",
                TRACE_ID + "-0000000000000000-1",
                "x0f198ee56343ba864fe8b2a57d3eff7-" + SPAN_ID + "-1",
                TRACE_ID + "-x5e3ac9a4f6e3b90-1"
            })
    void startsAnewIfTheSingleHeaderIsMalformed(String b3) {
        assertThat(extract("b3", b3)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1,,true,false",
        "0,,false,false",
        "true,,true,false",
        "False,,false,false",
        ",1,true,true",
        "0,1,true,true"
    })
    void readsSeveralHeaders(String sampled, String flags, boolean recorded, boolean debug) {
        for (Format format : both()) {
            Propagation.use(format);
            Map<String, String> headers =
                    HeaderMap.of("X-B3-TraceId", TRACE_ID, "X-B3-ParentSpanId", PARENT_ID, "X-B3-SpanId", SPAN_ID);
            if (sampled != null) {
                headers.put("X-B3-Sampled", sampled);
            }
            if (flags != null) {
                headers.put("X-B3-Flags", flags);
            }
            TraceContext context = serve(Propagation.extract(HeaderMap.HEADERS, headers));

            assertThat(id(context.traceIdHigh()) + id(context.traceIdLow())).isEqualTo(TRACE_ID);
            assertThat(context.isSampled()).isEqualTo(recorded);
            assertThat(context.isDebug()).isEqualTo(debug);
        }
    }

    @ParameterizedTest
    @CsvSource({
        TRACE_ID + ",",
        TRACE_ID + "0," + SPAN_ID,
        TRACE_ID + ",1234",
        "abc," + SPAN_ID,
        "zzf198ee56343ba864fe8b2a57d3eff7," + SPAN_ID,
        "00000000000000000000000000000000," + SPAN_ID,
        TRACE_ID + ",0000000000000000"
    })
    void startsAnewIfOneOfTheHeadersIsMalformed(String traceId, String spanId) {
        Map<String, String> headers = HeaderMap.of("X-B3-Sampled", "1");
        if (traceId != null) {
            headers.put("X-B3-TraceId", traceId);
        }
        if (spanId != null) {
            headers.put("X-B3-SpanId", spanId);
        }

        assertThat(Propagation.extract(HeaderMap.HEADERS, headers)).isNull();
    }

    @Test
    void prefersTheSingleHeaderUnlessItIsMalformed() {
        String[] several = {"X-B3-TraceId", SHORT_ID, "X-B3-SpanId", PARENT_ID, "X-B3-Sampled", "1", "b3", ""};

        several[7] = TRACE_ID + "-" + SPAN_ID + "-1";
        assertThat(id(((Span) serve(extract(several))).parentSpanId())).isEqualTo(SPAN_ID);
        several[7] = "malformed";
        assertThat(id(((Span) serve(extract(several))).parentSpanId())).isEqualTo(PARENT_ID);
    }

    /** A receiver of a trace with a short id gets it as it was: there are tracers that accept no other. */
    @ParameterizedTest
    @MethodSource("both")
    void continuesATraceWithAShortId(Format format) {
        Propagation.use(format, Formats.TRACE_CONTEXT);
        for (String traceId : new String[] {SHORT_ID, "0000000000000000" + SHORT_ID}) {
            Span span = (Span) serve(extract("b3", traceId + "-" + SPAN_ID + "-1"));

            assertThat(span.traceIdHigh()).isZero();
            assertThat(id(span.traceIdLow())).isEqualTo(SHORT_ID);
            assertThat(span.traceState()).isNull();
            Map<String, String> sent = inject(span);
            assertThat(sent.get("traceparent"))
                    .isEqualTo("00-0000000000000000" + SHORT_ID + "-" + id(span.spanId()) + "-01");
            assertThat(sent.getOrDefault("b3", sent.get("X-B3-TraceId"))).startsWith(SHORT_ID);
        }
    }

    @Test
    void decidesWhereTheCallerLeavesTheDecision() {
        String b3 = TRACE_ID + "-" + SPAN_ID;
        // R of the trace id is fe8b2a57d3eff7.
        CapturedSpans.install(new FixedSampler(0xfe8b2a57d3eff7L, true));
        Span kept = (Span) serve(extract("b3", b3));
        assertThat(id(kept.parentSpanId())).isEqualTo(SPAN_ID);
        assertThat(kept.traceState()).isEqualTo("ot=th:fe8b2a57d3eff7");

        CapturedSpans.install(new FixedSampler(0xfe8b2a57d3eff8L, true));
        assertThat(inject(serve(extract("b3", b3)))).containsEntry("b3", b3 + "-0");
        assertThat(inject(serve(extract("X-B3-TraceId", TRACE_ID, "X-B3-SpanId", SPAN_ID))))
                .containsEntry("b3", b3 + "-0");
    }

    @ParameterizedTest
    @CsvSource({"b3,1,1", "b3,d,d", "X-B3-Sampled,1,1", "X-B3-Flags,1,d"})
    void recordsANewTraceIfTheCallerOnlyDecided(String name, String value, String sent) {
        Span span = (Span) serve(extract(name, value));

        assertThat(span.parentSpanId()).isZero();
        assertThat(span.hasRemoteParent()).isFalse();
        assertThat(span.traceState()).isNull();
        assertThat(span.flags()).isEqualTo(3);
        assertThat(inject(span).get("b3")).matches("[0-9a-f]{32}-[0-9a-f]{16}-" + sent);
    }

    @Test
    void readsADecisionBesideALoneSpanId() {
        Span span = (Span) serve(extract("X-B3-SpanId", SPAN_ID, "X-B3-Sampled", "1"));

        assertThat(span.parentSpanId()).isZero();
        assertThat(span.hasRemoteParent()).isFalse();
        assertThat(extract("X-B3-SpanId", SPAN_ID)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"b3", "X-B3-Sampled"})
    void recordsNothingIfTheCallerOnlyRefused(String name) {
        CapturedSpans.install(new FixedSampler(0, true));

        assertThat(serve(extract(name, "0"))).isSameAs(UnsampledContext.WITHOUT_IDS);
    }

    @Test
    void recordsAForcedTraceWhateverTheSamplerDecides() {
        CapturedSpans.install(new FixedSampler(1L << 56, false));

        assertThat(serve(extract("b3", TRACE_ID + "-" + SPAN_ID + "-1")).isSampled())
                .isFalse();
        TraceContext forced = serve(extract("b3", TRACE_ID + "-" + SPAN_ID + "-d"));
        assertThat(forced.isSampled()).isTrue();
        assertThat(forced.traceState()).isNull();
    }

    @Test
    void writesOneHeader() {
        Span span = (Span) serve(extract("b3", TRACE_ID + "-" + SPAN_ID + "-1-" + PARENT_ID));
        assertThat(inject(span)).containsOnly(Map.entry("b3", TRACE_ID + "-" + id(span.spanId()) + "-1"));

        TraceContext unsampled = serve(extract("b3", TRACE_ID + "-" + SPAN_ID + "-0"));
        assertThat(inject(unsampled)).containsOnly(Map.entry("b3", TRACE_ID + "-" + SPAN_ID + "-0"));

        Span debug = (Span) serve(extract("b3", TRACE_ID + "-" + SPAN_ID + "-d"));
        assertThat(inject(debug)).containsOnly(Map.entry("b3", TRACE_ID + "-" + id(debug.spanId()) + "-d"));
    }

    @Test
    void writesSeveralHeadersAndRemovesThoseOfAnotherTrace() {
        Propagation.use(Formats.b3Multi());
        Span span = (Span) serve(extract("b3", TRACE_ID + "-" + SPAN_ID + "-1-" + PARENT_ID));
        Map<String, String> sent = HeaderMap.of("x-b3-parentspanid", "1", "x-b3-flags", "1", "x-b3-traceid", "2");
        Propagation.inject(span, HeaderMap.HEADERS, sent);
        assertThat(sent)
                .containsOnly(
                        Map.entry("x-b3-traceid", TRACE_ID),
                        Map.entry("X-B3-SpanId", id(span.spanId())),
                        Map.entry("x-b3-parentspanid", SPAN_ID),
                        Map.entry("X-B3-Sampled", "1"));

        Span debug = (Span) serve(extract("b3", TRACE_ID + "-" + SPAN_ID + "-d"));
        Propagation.inject(debug, HeaderMap.HEADERS, sent);
        assertThat(sent)
                .containsOnly(
                        Map.entry("x-b3-traceid", TRACE_ID),
                        Map.entry("X-B3-SpanId", id(debug.spanId())),
                        Map.entry("x-b3-parentspanid", SPAN_ID),
                        Map.entry("X-B3-Flags", "1"));

        Span root = (Span) serve(extract("b3", "1"));
        Propagation.inject(root, HeaderMap.HEADERS, sent);
        assertThat(sent).containsOnlyKeys("x-b3-traceid", "X-B3-SpanId", "X-B3-Sampled");
    }
}
