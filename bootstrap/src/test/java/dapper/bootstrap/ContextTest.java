// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.baggage.Baggage;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.concurrent.TaskContexts;
import dapper.bootstrap.concurrent.TaskRuns;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.RequestTask;
import dapper.bootstrap.propagation.Formats;
import dapper.bootstrap.propagation.Propagation;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Baggage and other objects beside a position, and several formats together. */
class ContextTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT_ID = "b7ad6b7169203331";
    private static final Object EXTRA = new Object();

    private final CapturedSpans captured = CapturedSpans.install();

    @AfterEach
    void restore() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE);
        Current.set(null);
    }

    private static Map<String, String> received(boolean sampled) {
        return HeaderMap.of(
                "traceparent",
                "00-" + TRACE_ID + "-" + PARENT_ID + (sampled ? "-01" : "-00"),
                "baggage",
                "user=42;p, plan=gold%20x");
    }

    private static TraceContext serve(Map<String, String> headers) {
        RemoteParent parent = Propagation.extract(HeaderMap.HEADERS, headers);
        TraceContext context = Tracer.startLocalRoot(parent, "GET", SpanKind.SERVER, null, "/");
        Current.set(context);
        return context;
    }

    /** The headers of a call made by the running thread. */
    private static Map<String, String> call() {
        Map<String, String> sent = HeaderMap.of();
        Call call = Call.enter(CallKind.HTTP_CLIENT, "GET", "GET");
        ClientCalls.injectCurrent(HeaderMap.HEADERS, sent);
        if (call != null) {
            call.end(200, null);
        }
        return sent;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCallersBaggageGoesToEveryCallAndTaskOfTheRequest(boolean sampled) {
        TraceContext request = serve(received(sampled));
        assertThat(request).isInstanceOf(sampled ? Span.class : UnsampledContext.class);
        assertThat(Current.baggage().get("plan")).isEqualTo("gold x");
        assertThat(call()).containsEntry("baggage", "user=42;p, plan=gold%20x");

        FutureTask<Map<String, String>> task = new FutureTask<>(ContextTest::call);
        TaskContexts.attach(task);
        Current.set(null);
        Object before = TaskRuns.begin(task);
        try {
            assertThat(call()).containsEntry("baggage", "user=42;p, plan=gold%20x");
        } finally {
            TaskRuns.end(before);
        }
        assertThat(Current.get()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keeps", "drops"})
    void baggageWithoutATraceIsPassedOnToo(String sampler) {
        if (sampler.equals("drops")) {
            CapturedSpans.install(FixedSampler.dropAll());
        }
        TraceContext request = serve(HeaderMap.of("baggage", "user=42"));

        assertThat(request.isSampled()).isEqualTo(sampler.equals("keeps"));
        Map<String, String> first = call();
        assertThat(first).containsEntry("baggage", "user=42");
        assertThat(first.get("traceparent")).endsWith(sampler.equals("keeps") ? "-03" : "-02");
        assertThat(call().get("traceparent").substring(0, 36))
                .isEqualTo(first.get("traceparent").substring(0, 36));
    }

    @Test
    void baggageIsNotRecorded() {
        Span request = (Span) serve(received(true));
        request.end();

        assertThat(captured.spans()).hasSize(1);
        assertThat(request.attributesLength()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void baggageOfTheApplicationReplacesTheCallersUntilItsScopeEnds(boolean sampled) {
        TraceContext request = serve(received(sampled));

        TraceContext before = Current.swapBaggage(Current.baggage().with("plan", "silver"));
        assertThat(Current.get().position()).isSameAs(request);
        assertThat(call()).containsEntry("baggage", "user=42;p,plan=silver");
        TraceContext within = Current.swapBaggage(Baggage.EMPTY);
        assertThat(call()).doesNotContainKey("baggage").containsKey("traceparent");
        Current.set(within);
        assertThat(call()).containsEntry("baggage", "user=42;p,plan=silver");
        Current.set(before);

        assertThat(Current.get()).isSameAs(request);
        assertThat(Current.swapBaggage(null)).isSameAs(request);
        assertThat(Current.get()).isSameAs(request);
        assertThat(call()).containsEntry("baggage", "user=42;p, plan=gold%20x");
    }

    @Test
    void callsInAScopeAreChildrenOfTheSameSpanAndCarryTheSame() {
        Span request = (Span) serve(received(true));
        Current.set(Context.of(request, Baggage.EMPTY.with("a", "1"), EXTRA));

        TraceContext started = Tracer.startCall(Current.get(), "call", SpanKind.CLIENT, CallKind.HTTP_CLIENT);
        assertThat(started.span().parentSpanId()).isEqualTo(request.spanId());
        assertThat(started.baggage()).hasToString("a=1");
        assertThat(Context.extra(started)).isSameAs(EXTRA);
        Current.set(started);
        assertThat(Tracer.startCall(Current.get(), "nested", SpanKind.CLIENT, CallKind.HTTP_CLIENT))
                .isNull();
        TraceContext inner = Tracer.startCall(Current.get(), "inner", SpanKind.CLIENT, CallKind.DATABASE);
        assertThat(inner.span().parentSpanId()).isEqualTo(started.spanId());
        assertThat(Context.extra(inner)).isSameAs(EXTRA);
    }

    /** The API of another tracer must find its own context wherever the application's work continues. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theExtraObjectGoesWithTheWork(boolean sampled) throws Exception {
        TraceContext request = serve(received(sampled));
        TraceContext scope = Context.of(request, null, EXTRA);
        Current.set(scope);

        assertThat(Current.baggage()).isSameAs(request.baggage());
        Call call = Call.enter(CallKind.HTTP_CLIENT, "GET", "GET");
        assertThat(Context.extra(Current.get())).isSameAs(EXTRA);
        TraceContext before = Current.swapBaggage(Baggage.EMPTY.with("a", "1"));
        assertThat(Context.extra(Current.get())).isSameAs(EXTRA);
        Current.set(before);
        if (call != null) {
            call.end(200, null);
        }
        assertThat(Current.get()).isSameAs(scope);

        Call elsewhere = new Call();
        assertThat(elsewhere.begin(CallKind.HTTP_CLIENT, "GET", "GET")).isTrue();
        FutureTask<TraceContext> task = new FutureTask<>(Current::get);
        TaskContexts.attach(task);
        FutureTask<TraceContext> ofServlet = new FutureTask<>(Current::get);
        Runnable carried = RequestTask.of(ofServlet);
        Current.set(null);

        TraceContext beforeCallback = elsewhere.enterCaller();
        assertThat(Current.get()).isSameAs(scope);
        Call.leaveCaller(beforeCallback);
        elsewhere.end(200, null);
        Object beforeTask = TaskRuns.begin(task);
        task.run();
        TaskRuns.end(beforeTask);
        assertThat(task.get()).isSameAs(scope);
        carried.run();
        assertThat(ofServlet.get()).isSameAs(scope);
        assertThat(Current.get()).isNull();
    }

    /** A visit has the request's own context; what the thread had before comes back, with all that was beside it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aVisitOfARequestNeitherGetsNorLosesTheExtraObjectOfTheThread(boolean sampled) {
        TraceContext scope = Context.of(serve(received(true)), null, EXTRA);
        CapturedSpans.install(sampled ? new FixedSampler(0, false) : FixedSampler.dropAll());
        Current.set(scope);
        ServerCall request = ServerCall.start(null, "GET", "/");

        request.enter(true);
        assertThat(Context.extra(Current.get())).isNull();
        Current.set(Context.of(Current.get(), null, "of the request"));
        assertThat(Context.extra(Current.get())).isEqualTo("of the request");
        ServerCall.leave();

        assertThat(Current.get()).isSameAs(scope);
        request.enter(false);
        assertThat(Context.extra(Current.get())).isNull();
        ServerCall.leave();
        assertThat(Current.get()).isSameAs(scope);
    }

    @Test
    void aContextWithoutAPositionStartsTracesAndPassesBaggageOn() {
        Current.set(Context.of(null, Baggage.EMPTY.with("a", "1"), EXTRA));
        assertThat(Current.isUnsampled()).isFalse();

        Map<String, String> first = call();
        assertThat(first.get("traceparent")).endsWith("-03");
        assertThat(first).containsEntry("baggage", "a=1");
        assertThat(captured.spans()).hasSize(1);

        TraceContext carrying = Current.get();
        CapturedSpans.install(FixedSampler.dropAll());
        Current.set(carrying);
        TraceContext dropped = Tracer.startCall(Current.get(), "call", SpanKind.CLIENT, null);
        assertThat(dropped.isUnsampled()).isTrue();
        assertThat(dropped.spanId()).isNotZero();
        assertThat(Context.extra(dropped)).isSameAs(EXTRA);

        Map<String, String> sent = HeaderMap.of("traceparent", "theirs");
        Propagation.inject(Current.get(), HeaderMap.HEADERS, sent);
        assertThat(sent).containsOnly(Map.entry("traceparent", "theirs"), Map.entry("baggage", "a=1"));
    }

    @Test
    void theScopesOfAnUnsampledRequestAreOneTrace() {
        CapturedSpans.install(FixedSampler.dropAll());
        Current.set(Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/"));

        TraceContext before = Current.swapBaggage(Baggage.EMPTY.with("a", "1"));
        Map<String, String> within = call();
        Current.set(before);

        assertThat(call().get("traceparent")).isEqualTo(within.get("traceparent"));
    }

    @Test
    void theAgentsOwnContextCarriesNothing() {
        Current.set(UnsampledContext.SUPPRESSED);

        assertThat(Current.swapBaggage(Baggage.EMPTY.with("a", "1"))).isSameAs(UnsampledContext.SUPPRESSED);
        assertThat(Current.get()).isSameAs(UnsampledContext.SUPPRESSED);
    }

    @Test
    void nothingToCarryCostsNoObject() {
        Span request = (Span) serve(received(true));

        assertThat(Context.of(request, null, null)).isSameAs(request);
        assertThat(Context.of(Context.of(request, null, EXTRA), null, null)).isSameAs(request);
    }

    @Test
    void removesStateAndBaggageThatBelongToAnotherRequest() {
        Current.set(serve(HeaderMap.of("traceparent", received(true).get("traceparent"))));
        Map<String, String> sent = HeaderMap.of("tracestate", "old=1", "baggage", "theirs=1");

        Propagation.inject(Current.get(), HeaderMap.HEADERS, sent);
        assertThat(sent).containsOnlyKeys("traceparent", "baggage").containsEntry("baggage", "theirs=1");
        Current.swapBaggage(Baggage.EMPTY);
        Propagation.inject(Current.get(), HeaderMap.HEADERS, sent);
        assertThat(sent).containsOnlyKeys("traceparent");
    }

    @Test
    void theFirstFormatWithAPositionCounts() {
        Map<String, String> headers = received(true);
        headers.put("b3", "80f198ee56343ba864fe8b2a57d3eff7-05e3ac9a4f6e3b90-0");
        headers.put("jaeger-baggage", "jaeger=1");

        Propagation.use(Formats.b3(), Formats.TRACE_CONTEXT, Formats.jaeger(), Formats.BAGGAGE);
        TraceContext first = serve(headers);
        assertThat(first.isSampled()).isFalse();
        assertThat(first.traceIdHigh()).isEqualTo(0x80f198ee56343ba8L);
        assertThat(first.baggage()).hasToString("jaeger=1");

        Propagation.use(Formats.BAGGAGE, Formats.TRACE_CONTEXT, Formats.b3());
        TraceContext second = serve(headers);
        assertThat(second.isSampled()).isTrue();
        assertThat(second.traceIdHigh()).isEqualTo(0x0af7651916cd43ddL);
        assertThat(second.baggage()).hasToString("user=42;p, plan=gold%20x");

        headers.put("traceparent", "malformed");
        assertThat(serve(headers).traceIdHigh()).isEqualTo(0x80f198ee56343ba8L);
    }

    /** A decision alone is not a position. */
    @Test
    void aPositionOfALaterFormatCountsMoreThanADecisionOfAnEarlierOne() {
        Propagation.use(Formats.b3(), Formats.TRACE_CONTEXT);
        Map<String, String> headers = received(true);
        headers.put("b3", "0");

        assertThat(serve(headers).isSampled()).isTrue();
        headers.remove("traceparent");
        assertThat(serve(headers).isSampled()).isFalse();
    }

    @Test
    void writesAllFormats() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE, Formats.b3(), Formats.b3Multi(), Formats.jaeger());
        Span request = (Span) serve(received(true));
        String spanId = String.format("%016x", request.spanId());

        Map<String, String> sent = HeaderMap.of();
        Propagation.inject(request, HeaderMap.HEADERS, sent);

        assertThat(sent)
                .containsOnly(
                        Map.entry("traceparent", "00-" + TRACE_ID + "-" + spanId + "-01"),
                        Map.entry("baggage", "user=42;p, plan=gold%20x"),
                        Map.entry("b3", TRACE_ID + "-" + spanId + "-1"),
                        Map.entry("X-B3-TraceId", TRACE_ID),
                        Map.entry("X-B3-SpanId", spanId),
                        Map.entry("X-B3-ParentSpanId", PARENT_ID),
                        Map.entry("X-B3-Sampled", "1"),
                        Map.entry("uber-trace-id", TRACE_ID + ":" + spanId + ":0:1"),
                        Map.entry("uberctx-user", "42"),
                        Map.entry("uberctx-plan", "gold%20x"));
        assertThat(sent.keySet()).allMatch(Propagation::owns);
        assertThat(Propagation.owns("TraceState")).isTrue();
        assertThat(Propagation.owns("x-own")).isFalse();
    }

    @Test
    void readsAndWritesOnlyWhatIsSelected() {
        Span request = (Span) serve(received(true));

        Propagation.use(Formats.TRACE_CONTEXT);
        assertThat(call()).containsOnlyKeys("traceparent");
        assertThat(serve(received(true)).baggage()).isNull();

        Propagation.use(Formats.BAGGAGE);
        Current.set(request);
        assertThat(call()).containsOnlyKeys("baggage");
        assertThat(serve(received(false)).isSampled()).isTrue();
        assertThat(call()).containsOnlyKeys("baggage");

        Propagation.use();
        assertThat(call()).isEmpty();
        assertThat(Propagation.extract(HeaderMap.HEADERS, received(true))).isNull();
    }
}
