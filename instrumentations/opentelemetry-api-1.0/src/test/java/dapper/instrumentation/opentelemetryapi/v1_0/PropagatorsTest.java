// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.propagation.Formats;
import dapper.bootstrap.propagation.Propagation;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Headers that the application reads and writes by itself. */
@SuppressWarnings("try") // a scope is only closed
@ExtendWith(AgentExtension.class)
class PropagatorsTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN_ID = "b7ad6b7169203331";

    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier.get(key);
        }
    };

    private final Tracer tracer = GlobalOpenTelemetry.getTracer("app");
    private final TextMapPropagator propagator =
            GlobalOpenTelemetry.getPropagators().getTextMapPropagator();

    @AfterEach
    void useDefaultFormats() {
        Propagation.use(Formats.TRACE_CONTEXT, Formats.BAGGAGE);
    }

    private Map<String, String> inject(Context context) {
        Map<String, String> headers = new TreeMap<>();
        propagator.inject(context, headers, (carrier, key, value) -> carrier.put(key, value));
        return headers;
    }

    @Test
    void theCurrentSpanAndBaggageAreWritten() throws Exception {
        Traces.inSpan("agent", () -> {
            try (Scope scope = Baggage.builder().put("user", "42").build().makeCurrent()) {
                Map<String, String> headers = inject(Context.current());
                assertThat(headers).containsOnlyKeys("traceparent", "tracestate", "baggage");
                assertThat(headers.get("traceparent"))
                        .isEqualTo("00-" + Span.current().getSpanContext().getTraceId() + "-"
                                + Span.current().getSpanContext().getSpanId() + "-03");
                assertThat(headers.get("baggage")).isEqualTo("user=42");
            }
        });
        assertThat(inject(Context.root())).isEmpty();
        assertThat(propagator.fields()).containsExactly("traceparent", "tracestate", "baggage");
        AgentExtension.spans().takeOne();
    }

    @Test
    void theCallerIsTheParentOfTheSpansOfTheApplicationAndOfTheAgent() throws Exception {
        Map<String, String> headers = Map.of(
                "traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-03", "tracestate", "a=1,b=2", "baggage", "user=42");
        Context context = propagator.extract(Context.root(), headers, GETTER);
        assertThat(Span.fromContext(context).getSpanContext().isRemote()).isTrue();
        assertThat(Span.fromContext(context).getSpanContext().getTraceState().asMap())
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
        tracer.spanBuilder("explicit").setParent(context).startSpan().end();
        try (Scope scope = context.makeCurrent()) {
            assertThat(Context.current()).isSameAs(context);
            assertThat(Baggage.current().getEntryValue("user")).isEqualTo("42");
            assertThat(inject(Context.current())).isEqualTo(headers);
            tracer.spanBuilder("implicit").startSpan().end();
            dapper.bootstrap.TraceContext call = dapper.bootstrap.Tracer.startCall(
                    dapper.bootstrap.Current.get(), "agent", dapper.bootstrap.SpanKind.CLIENT, null);
            call.span().end();
            assertThat(call.baggage().get("user")).isEqualTo("42");
        }

        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans).allSatisfy(span -> {
            assertThat(span).hasRemoteParent(TRACE_ID, SPAN_ID);
            assertThat(span.traceState()).isEqualTo("a=1,b=2");
        });
    }

    @Test
    void theDecisionOfTheCallerIsFollowed() {
        Context context = propagator.extract(
                Context.root(), Map.of("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-00"), GETTER);
        try (Scope scope = context.makeCurrent()) {
            Span span = tracer.spanBuilder("out").startSpan();
            assertThat(span.isRecording()).isFalse();
            assertThat(span.getSpanContext().getTraceId()).isEqualTo(TRACE_ID);
            span.end();
            assertThat(inject(Context.current()))
                    .containsEntry("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-00");
        }
        assertThat(AgentExtension.takeDecisions()).isZero();
    }

    @Test
    void theConfiguredFormatsAreUsedAndCaseDoesNotMatter() {
        Propagation.use(Formats.b3Multi());
        assertThat(propagator.fields()).contains("X-B3-TraceId", "X-B3-SpanId", "X-B3-Sampled");
        Map<String, String> headers = new HashMap<>();
        headers.put("X-B3-TraceId", TRACE_ID);
        headers.put("X-B3-SpanId", SPAN_ID);
        headers.put("X-B3-Flags", "1");
        Context context = propagator.extract(Context.root(), headers, GETTER);
        Span span = tracer.spanBuilder("work").setParent(context).startSpan();
        assertThat(inject(Context.root().with(span))).containsEntry("X-B3-Flags", "1");
        span.end();

        assertThat(AgentExtension.spans().takeOne()).hasRemoteParent(TRACE_ID, SPAN_ID);
    }

    @Test
    void aDecisionWithoutAPositionHoldsForTheTraceThatBegins() {
        Propagation.use(Formats.b3());
        Context context = propagator.extract(Context.root(), Map.of("b3", "0"), GETTER);
        Span span = tracer.spanBuilder("out").setParent(context).startSpan();
        assertThat(span.isRecording()).isFalse();
        span.end();
    }

    @Test
    void nothingIsReadFromNothing() {
        Context root = Context.root();
        assertThat(propagator.extract(root, Map.of(), GETTER)).isSameAs(root);
        assertThat(propagator.extract(root, Map.of("traceparent", "nonsense"), GETTER))
                .isSameAs(root);
        assertThat(propagator.extract(root, Map.of("x", "y"), null)).isSameAs(root);
        propagator.inject(root, new HashMap<String, String>(), null);
    }
}
