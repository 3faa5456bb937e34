// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.propagation.Formats;
import dapper.bootstrap.propagation.Propagation;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context level 2. */
class PropagationTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT_ID = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE_ID + "-" + PARENT_ID + "-01";

    private final Map<String, String> headers = HeaderMap.of();

    PropagationTest() {
        CapturedSpans.install();
    }

    @AfterEach
    void restore() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE);
        Current.set(null);
    }

    private RemoteParent extract() {
        return Propagation.extract(HeaderMap.HEADERS, headers);
    }

    private RemoteParent extract(String traceparent, String tracestate) {
        headers.put("traceparent", traceparent);
        headers.put("tracestate", tracestate);
        return extract();
    }

    private static TraceContext serve(RemoteParent parent) {
        return Tracer.startLocalRoot(parent, "GET", SpanKind.SERVER, null, "/");
    }

    private static Map<String, String> inject(TraceContext context) {
        Map<String, String> sent = HeaderMap.of();
        Propagation.inject(context, HeaderMap.HEADERS, sent);
        return sent;
    }

    @Test
    void continuesTheCallersTrace() {
        headers.put("traceparent", TRACEPARENT);

        Span span = (Span) serve(extract());

        assertThat(span.traceIdHigh()).isEqualTo(0x0af7651916cd43ddL);
        assertThat(span.traceIdLow()).isEqualTo(0x8448eb211c80319cL);
        assertThat(span.parentSpanId()).isEqualTo(0xb7ad6b7169203331L);
        assertThat(span.hasRemoteParent()).isTrue();
        assertThat(inject(span))
                .containsOnly(Map.entry(
                        "traceparent", "00-" + TRACE_ID + "-" + String.format("%016x", span.spanId()) + "-01"));
    }

    @Test
    void startsATraceWithARandomIdAndSaysSo() {
        Span span = (Span) serve(null);

        assertThat(span.parentSpanId()).isZero();
        assertThat(span.hasRemoteParent()).isFalse();
        assertThat(inject(span).get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-03");
        assertThat(inject(span)).containsEntry("tracestate", "ot=th:0").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"00,00", "01,01", "02,02", "03,03", "fd,01", "f8,00"})
    void passesTheKnownFlagsOnAndForgetsOthers(String received, String sent) {
        TraceContext context = serve(extract("00-" + TRACE_ID + "-" + PARENT_ID + "-" + received, null));

        assertThat(inject(context).get("traceparent")).endsWith("-" + sent);
        assertThat(context.isSampled()).isEqualTo(sent.endsWith("1") || sent.endsWith("3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE_ID + "-" + PARENT_ID,
                "00-" + TRACE_ID + "-" + PARENT_ID + "-",
                "00-" + TRACE_ID + "-" + PARENT_ID + "-0",
                "00-" + TRACE_ID + "-" + PARENT_ID + "-0x",
                "00-" + TRACE_ID + "-" + PARENT_ID + "-01-more",
                "00-" + TRACE_ID + "-" + PARENT_ID + "-01.",
                "ff-" + TRACE_ID + "-" + PARENT_ID + "-01",
                "0-" + TRACE_ID + "-" + PARENT_ID + "-01x",
                "00-00000000000000000000000000000000-" + PARENT_ID + "-01",
                "00-" + TRACE_ID + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + PARENT_ID + "-01",
                "00-0af7651916cd43dd8448eb211c80319-" + PARENT_ID + "1-01",
                "00_" + TRACE_ID + "_" + PARENT_ID + "_01",
                TRACEPARENT + "," + TRACEPARENT,
                "zz-" + TRACE_ID + "-" + PARENT_ID + "-01",
                "01-" + TRACE_ID + "-" + PARENT_ID + "-01what"
            })
    void startsAnewWhereTheHeaderIsInvalid(String traceparent) {
        assertThat(extract(traceparent, "ot=th:8")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cc-" + TRACE_ID + "-" + PARENT_ID + "-01", "cc-" + TRACE_ID + "-" + PARENT_ID + "-01-what"})
    void readsWhatItKnowsOfLaterVersions(String traceparent) {
        TraceContext context = serve(extract(traceparent, null));

        assertThat(inject(context).get("traceparent"))
                .startsWith("00-" + TRACE_ID)
                .endsWith("-01");
    }

    @Test
    void toleratesBlanksAround() {
        assertThat(extract(" " + TRACEPARENT + "\t", null)).isNotNull();
    }

    @Test
    void ignoresStateWithoutAParent() {
        headers.put("tracestate", "a=b");

        assertThat(extract()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"congo=t61rcWkgMzE", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE", "tenant@vendor=1 2,0a=b", "a= b"
            })
    void sendsOtherVendorsStateOnAsItCame(String tracestate) {
        assertThat(inject(serve(extract(TRACEPARENT, tracestate)))).containsEntry("tracestate", tracestate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "a",
                "=b",
                "A=b",
                "a b=c",
                "a=b=c",
                "_a=b",
                "a=b,c",
                "a=\u00e9",
                "a=b\nc",
                "é=1",
                "a=",
                "a=,b=1",
                "a=1,a=2",
                "a=1, b=2 ,\ta=1",
                "@v=1",
                "t@=1",
                "t@@v=1",
                "t@v@w=1",
                "t@_v=1"
            })
    void discardsStateThatIsMalformed(String tracestate) {
        assertThat(inject(serve(extract(TRACEPARENT, tracestate)))).doesNotContainKey("tracestate");
    }

    @Test
    void takesThirtyTwoEntriesAndNotOneMore() {
        String thirtyTwo = IntStream.range(0, 32).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));

        assertThat(inject(serve(extract(TRACEPARENT, thirtyTwo)))).containsEntry("tracestate", thirtyTwo);
        assertThat(inject(serve(extract(TRACEPARENT, thirtyTwo + ",, ,")))).containsKey("tracestate");
        assertThat(inject(serve(extract(TRACEPARENT, thirtyTwo + ",one=more")))).doesNotContainKey("tracestate");
    }

    /** ot is among the 32, so 32 others would be one too many. */
    @Test
    void losesTheLastEntryWhereItsOwnIsOneTooMany() {
        CapturedSpans.install(new FixedSampler(0, false));
        String thirtyOne = IntStream.range(0, 31).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));

        assertThat(inject(serve(extract(TRACEPARENT, thirtyOne)))).containsEntry("tracestate", "ot=th:0," + thirtyOne);
        assertThat(inject(serve(extract(TRACEPARENT, thirtyOne + ",k31=v"))))
                .containsEntry("tracestate", "ot=th:0," + thirtyOne);
        String longest = "a=" + "v".repeat(100) + ",b=" + "v".repeat(100) + ",c=" + "v".repeat(100) + ",d="
                + "v".repeat(100) + ",e=" + "v".repeat(97);
        assertThat(longest).hasSize(511);
        assertThat(inject(serve(extract(TRACEPARENT, longest))))
                .containsEntry("tracestate", "ot=th:0," + longest.substring(0, longest.indexOf(",e=")));
    }

    @Test
    void startsAnewWhereTheParentIsSentTwice() {
        HeaderGetter<Map<String, String>> twice = new HeaderGetter<>() {
            @Override
            public String header(Map<String, String> request, String name) {
                return TRACEPARENT + "," + TRACEPARENT;
            }

            @Override
            public String first(Map<String, String> request, String name) {
                return TRACEPARENT;
            }

            @Override
            public Iterable<String> names(Map<String, String> request) {
                return request.keySet();
            }
        };
        assertThat(Propagation.extract(twice, headers)).isNull();
    }

    @Test
    void shortensLongStateByItsLargestAndThenItsLastEntries() {
        String large = "large=" + "x".repeat(200);
        String small = IntStream.range(10, 30)
                .mapToObj(i -> "k" + i + "=" + "v".repeat(20))
                .collect(Collectors.joining(","));
        String kept = IntStream.range(10, 30)
                .mapToObj(i -> "k" + i + "=" + "v".repeat(20))
                .limit(20)
                .collect(Collectors.joining(","));

        assertThat(kept).hasSizeLessThanOrEqualTo(512);
        assertThat(inject(serve(extract(TRACEPARENT, large + "," + small)))).containsEntry("tracestate", kept);

        String tooMany = small + ",k30=" + "v".repeat(30);
        assertThat(tooMany).hasSizeGreaterThan(512);
        assertThat(inject(serve(extract(TRACEPARENT, tooMany)))).containsEntry("tracestate", small);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // R of the trace id is 48eb211c80319c.
                "ot=th:0                                  | ot=th:0",
                "ot=th:4                                  | ot=th:4",
                "ot=th:48eb211c80319c                     | ot=th:48eb211c80319c",
                "ot=th:48eb211c80319d                     |",
                "ot=th:8                                  |",
                "ot=th:8;rv:80000000000000                | ot=th:8;rv:80000000000000",
                "ot=th:8;rv:7fffffffffffff                | ot=rv:7fffffffffffff",
                "ot=rv:7fffffffffffff;th:8                | ot=rv:7fffffffffffff",
                "ot=th:4;rv:8000                          | ot=th:4;rv:8000",
                "ot=th:8;rv:8000                          | ot=rv:8000",
                "ot=th:                                   |",
                "ot=th:xyz                                |",
                "ot=th:4C                                 |",
                "ot=th:123456789012345                    |",
                "ot=x:1;th:8;y:2                          | ot=x:1;y:2",
                "congo=1,ot=th:8,rojo=2                   | congo=1,rojo=2",
                "congo=1, ot=th:8;rv:00000000000000       | ot=rv:00000000000000,congo=1",
                "congo=th:8,not=th:8                      | congo=th:8,not=th:8"
            })
    void takesAThresholdOutThatContradictsTheDecision(String received, String sent) {
        Map<String, String> injected = inject(serve(extract(TRACEPARENT, received)));

        assertThat(injected.get("traceparent")).endsWith("-01");
        assertThat(injected.get("tracestate")).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ot=th:0|", "ot=th:8;rv:80000000000000|ot=rv:80000000000000", "a=1,ot=th:0,b=2|a=1,b=2", "a=1|a=1"
            })
    void sendsNoThresholdOnWithAnUnsampledTrace(String received, String sent) {
        TraceContext context = serve(extract("00-" + TRACE_ID + "-" + PARENT_ID + "-00", received));

        assertThat(context).isInstanceOf(UnsampledContext.class);
        assertThat(inject(context).get("traceparent")).isEqualTo("00-" + TRACE_ID + "-" + PARENT_ID + "-00");
        assertThat(inject(context).get("tracestate")).isEqualTo(sent);
    }

    @Test
    void decidesByExplicitRandomnessWhereThereIsSome() {
        CapturedSpans.install(new FixedSampler(0x80_0000_0000_0000L, false));

        assertThat(serve(extract(TRACEPARENT, null)).isSampled()).isFalse();
        assertThat(serve(extract(TRACEPARENT, "ot=rv:80000000000000")).isSampled())
                .isTrue();
        assertThat(serve(extract(TRACEPARENT, "ot=rv:7fffffffffffff")).isSampled())
                .isFalse();
        TraceContext kept = serve(extract(TRACEPARENT, "a=1,ot=rv:ffffffffffffff;th:0;x:y"));
        assertThat(inject(kept)).containsEntry("tracestate", "ot=th:8;rv:ffffffffffffff;x:y,a=1");
    }

    @Test
    void givesAnUnsampledTraceItsIdsOnItsFirstCallAndKeepsThem() {
        CapturedSpans.install(FixedSampler.dropAll());
        TraceContext context = serve(null);
        assertThat(context).isSameAs(UnsampledContext.WITHOUT_IDS);
        Current.set(context);

        Map<String, String> first = inject(Tracer.startCall(Current.get(), "call", SpanKind.CLIENT, null));
        Map<String, String> second = inject(Tracer.startCall(Current.get(), "call", SpanKind.CLIENT, null));

        assertThat(first.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-02");
        assertThat(second).isEqualTo(first);
        assertThat(first).containsOnlyKeys("traceparent");
    }

    @Test
    void writesNothingForTheAgentsOwnCalls() {
        assertThat(inject(UnsampledContext.SUPPRESSED)).isEmpty();
    }

    @Test
    void joinsAHeaderThatOccursSeveralTimes() {
        assertThat(Headers.join(Collections.enumeration(Arrays.asList("a=1", "b=2,c=3", "d=4"))))
                .isEqualTo("a=1,b=2,c=3,d=4");
        String once = new String("a=1");
        assertThat(Headers.join(Collections.enumeration(Collections.singleton(once))))
                .isSameAs(once);
        assertThat(Headers.join(Collections.<String>emptyEnumeration())).isNull();
        assertThat(Headers.join(null)).isNull();
    }
}
