// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The context of a thread, seen by the application and by the agent. */
@SuppressWarnings("try") // a scope is only closed
@ExtendWith(AgentExtension.class)
class ContextsTest {
    private static final ContextKey<String> KEY = ContextKey.named("key");

    private final Tracer tracer = GlobalOpenTelemetry.getTracer("app");

    @Test
    void withoutASpanThereIsTheRootContext() {
        assertThat(Context.current()).isSameAs(Context.root());
        assertThat(Span.current()).isSameAs(Span.getInvalid());
    }

    @Test
    void theSpanOfTheAgentIsCurrentAndCanBeDescribedButNotEnded() throws Exception {
        Traces.inSpan("agent", () -> {
            Span current = Span.current();
            assertThat(current.isRecording()).isTrue();
            assertThat(current).isEqualTo(Span.current()).hasSameHashCodeAs(Span.current());
            assertThat(Span.fromContext(Context.current())).isEqualTo(current);
            current.setAttribute("by", "application").addEvent("event").updateName("renamed");
            current.end();
            assertThat(current.isRecording()).isTrue();
            current.setAttribute("more", 1);
        });

        RecordedSpan span = AgentExtension.spans().takeOne();
        assertThat(span).hasName("renamed").hasExactlyAttributes("by", "application", "more", 1);
        assertThat(span.events()).hasSize(1);
    }

    @Test
    void aSpanIsCurrentUntilItsScopeIsClosed() throws Exception {
        Span span = tracer.spanBuilder("app").startSpan();
        try (Scope scope = span.makeCurrent()) {
            assertThat(Span.current()).isSameAs(span);
            Traces.inSpan("agent", () -> {
                assertThat(Span.current()).isNotEqualTo(span);
                tracer.spanBuilder("inner").startSpan().end();
            });
            assertThat(Span.current()).isSameAs(span);
        }
        assertThat(Span.current()).isSameAs(Span.getInvalid());
        span.end();

        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans.get(0)).hasName("app").isRoot();
        assertThat(spans.get(1)).hasName("agent").isChildOf(spans.get(0));
        assertThat(spans.get(2)).hasName("inner").isChildOf(spans.get(1));
    }

    @Test
    void keysOfTheApplicationAreKeptBesideTheSpansOfTheAgent() throws Exception {
        try (Scope scope = Context.current().with(KEY, "value").makeCurrent()) {
            assertThat(Context.current().get(KEY)).isEqualTo("value");
            Traces.inSpan("agent", () -> {
                assertThat(Context.current().get(KEY)).isEqualTo("value");
                try (Scope inner = Context.current().with(KEY, "inner").makeCurrent()) {
                    assertThat(Span.current().isRecording()).isTrue();
                    assertThat(Context.current().get(KEY)).isEqualTo("inner");
                }
                assertThat(Context.current().get(KEY)).isEqualTo("value");
            });
            assertThat(Context.current().get(KEY)).isEqualTo("value");
        }
        assertThat(Context.current().get(KEY)).isNull();
        AgentExtension.spans().takeOne();
    }

    @Test
    void theRootContextMadeCurrentLeavesTheTrace() throws Exception {
        Traces.inSpan("agent", () -> {
            try (Scope scope = Context.root().makeCurrent()) {
                assertThat(Context.current()).isSameAs(Context.root());
                Traces.inSpan("apart", () -> {});
            }
            Traces.inSpan("inside", () -> {});
        });

        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans.get(1)).hasName("apart").isRoot();
        assertThat(spans.get(2)).hasName("inside").isChildOf(spans.get(0));
    }

    @Test
    void aScopeThatIsClosedTwiceTooLateOrElsewhereChangesNothing() throws Exception {
        Scope outer = Context.root().with(KEY, "outer").makeCurrent();
        Scope inner = Context.root().with(KEY, "inner").makeCurrent();
        outer.close();
        assertThat(Context.current().get(KEY)).isEqualTo("inner");
        Thread thread = new Thread(inner::close);
        thread.start();
        thread.join();
        assertThat(Context.current().get(KEY)).isEqualTo("inner");
        inner.close();
        assertThat(Context.current().get(KEY)).isEqualTo("outer");
        inner.close();
        assertThat(Context.current().get(KEY)).isEqualTo("outer");
        outer.close();
        assertThat(Current.get()).isNull();
    }

    @Test
    void baggageOfTheApplicationIsThatOfTheAgent() {
        Baggage baggage =
                Baggage.builder().put("user", "a, 1%").put("plan", "gold").build();
        try (Scope scope = baggage.makeCurrent()) {
            assertThat(Baggage.current()).isSameAs(baggage);
            assertThat(Current.baggage()).isNotNull();
            assertThat(Current.baggage().get("user")).isEqualTo("a, 1%");
            assertThat(Current.baggage().get("plan")).isEqualTo("gold");
        }
        assertThat(Current.get()).isNull();
    }

    @Test
    void baggageOfTheAgentIsThatOfTheApplication() {
        Current.swapBaggage(dapper.bootstrap.baggage.Baggage.parse("user=42;p=1"));
        try {
            assertThat(Baggage.current().getEntryValue("user")).isEqualTo("42");
            assertThat(Baggage.current().asMap().get("user").getMetadata().getValue())
                    .isEqualTo("p=1");
            try (Scope scope = Baggage.empty().makeCurrent()) {
                assertThat(Baggage.current().isEmpty()).isTrue();
                assertThat(Current.baggage().isEmpty()).isTrue();
            }
        } finally {
            Current.set(null);
        }
    }

    @Test
    void aSampledOutTraceHasAValidContextAndRecordsNothing() {
        AgentExtension.sampling(false);
        Span span = tracer.spanBuilder("out").setAttribute("a", 1).startSpan();
        assertThat(span.isRecording()).isFalse();
        try (Scope scope = span.makeCurrent()) {
            Span child = tracer.spanBuilder("child").startSpan();
            assertThat(child.isRecording()).isFalse();
            assertThat(child.getSpanContext().getTraceId())
                    .isEqualTo(span.getSpanContext().getTraceId());
            assertThat(Span.current()).isSameAs(span);
            child.end();
        }
        span.setAttribute("b", 1)
                .addEvent("c")
                .recordException(new IllegalStateException())
                .updateName("d")
                .end();
        assertThat(span.getSpanContext().isValid()).isTrue();
        assertThat(span.getSpanContext().isSampled()).isFalse();
        assertThat(AgentExtension.takeDecisions()).isOne();
    }

    @Test
    void aTraceThatTheAgentDoesNotRecordIsNotRecordedByTheApplication() throws Exception {
        Traces.inUnsampledTrace(() -> {
            assertThat(Span.current().isRecording()).isFalse();
            assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(Traces.UNSAMPLED_TRACE_ID);
            Span span = tracer.spanBuilder("out").startSpan();
            assertThat(span.getSpanContext().getTraceId()).isEqualTo(Traces.UNSAMPLED_TRACE_ID);
            span.end();
            tracer.spanBuilder("root").setNoParent().startSpan().end();
        });

        assertThat(AgentExtension.spans().takeOne()).hasName("root").isRoot();
    }
}
