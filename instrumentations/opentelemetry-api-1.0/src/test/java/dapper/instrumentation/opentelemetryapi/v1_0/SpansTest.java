// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedEvent;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that a span and its builder can do. */
@SuppressWarnings("try") // a scope is only closed
@ExtendWith(AgentExtension.class)
class SpansTest {
    private final Tracer tracer = GlobalOpenTelemetry.getTracer("app", "1.2");

    @Test
    void aSpanHasTheNameTheKindAndTheScopeOfItsTracer() {
        tracer.spanBuilder("work").startSpan().end();

        RecordedSpan span = AgentExtension.spans().takeOne();
        assertThat(span)
                .hasName("work")
                .hasKind(SpanKind.INTERNAL)
                .isRoot()
                .hasNoError()
                .hasExactlyAttributes();
        assertThat(span.scope()).isEqualTo("app 1.2");
        assertThat(span.succeeded()).isFalse();
    }

    @Test
    void aTracerWithoutAVersionOrANameIsATracer() {
        GlobalOpenTelemetry.getTracer("app").spanBuilder("a").startSpan().end();
        GlobalOpenTelemetry.getTracerProvider()
                .get("")
                .spanBuilder(" ")
                .startSpan()
                .end();

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0).scope()).isEqualTo("app");
        assertThat(spans.get(1).scope()).isEqualTo("unknown");
        assertThat(spans.get(1)).hasName("<unspecified span name>");
    }

    @Test
    void aTracerBuilderMakesTracers() throws Exception {
        Method tracerBuilder;
        try {
            tracerBuilder = OpenTelemetry.class.getMethod("tracerBuilder", String.class);
        } catch (NoSuchMethodException e) {
            Assumptions.abort("this API has no tracer builders");
            return;
        }
        Object builder = tracerBuilder.invoke(GlobalOpenTelemetry.get(), "built");
        Class<?> type = tracerBuilder.getReturnType();
        type.getMethod("setInstrumentationVersion", String.class).invoke(builder, "3");
        type.getMethod("setSchemaUrl", String.class).invoke(builder, "http://schema");
        Tracer built = (Tracer) type.getMethod("build").invoke(builder);
        built.spanBuilder("work").startSpan().end();

        assertThat(AgentExtension.spans().takeOne().scope()).isEqualTo("built 3");
    }

    @ParameterizedTest
    @EnumSource(io.opentelemetry.api.trace.SpanKind.class)
    void everyKindIsKept(io.opentelemetry.api.trace.SpanKind kind) {
        tracer.spanBuilder("work").setSpanKind(kind).startSpan().end();

        assertThat(AgentExtension.spans().takeOne()).hasKind(SpanKind.valueOf(kind.name()));
    }

    @Test
    void attributesOfEveryTypeAreKeptFromTheBuilderAndFromTheSpan() {
        Object[] expected = {
            "string",
            "text",
            "long",
            1L,
            "double",
            1.5,
            "boolean",
            true,
            "strings",
            List.of("a", "b"),
            "longs",
            List.of(1L, 2L),
            "doubles",
            List.of(1.5, 2.5),
            "booleans",
            List.of(true, false),
            "key",
            "by key"
        };
        tracer.spanBuilder("builder")
                .setAttribute("string", "text")
                .setAttribute("long", 1)
                .setAttribute("double", 1.5)
                .setAttribute("boolean", true)
                .setAttribute(AttributeKey.stringArrayKey("strings"), Arrays.asList("a", null, "b"))
                .setAttribute(AttributeKey.longArrayKey("longs"), List.of(1L, 2L))
                .setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of(1.5, 2.5))
                .setAttribute(AttributeKey.booleanArrayKey("booleans"), List.of(true, false))
                .setAttribute(AttributeKey.stringKey("key"), "by key")
                .setAttribute("null", (String) null)
                .startSpan()
                .end();
        tracer.spanBuilder("span")
                .startSpan()
                .setAttribute("string", "before")
                .setAttribute("string", "text")
                .setAttribute("long", 1)
                .setAttribute("double", 1.5)
                .setAttribute("boolean", true)
                .setAttribute(AttributeKey.stringArrayKey("strings"), List.of("a", "b"))
                .setAttribute(AttributeKey.longArrayKey("longs"), List.of(1L, 2L))
                .setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of(1.5, 2.5))
                .setAttribute(AttributeKey.booleanArrayKey("booleans"), List.of(true, false))
                .setAttribute(AttributeKey.stringKey("key"), "by key")
                .setAttribute("null", (String) null)
                .end();

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0)).hasExactlyAttributes(expected);
        assertThat(spans.get(1)).hasExactlyAttributes(expected);
    }

    @Test
    void attributesKeepTheLimitsOfTheAgent() {
        Span span = tracer.spanBuilder("work").startSpan();
        span.setAttribute("long", "x".repeat(5_000));
        for (int i = 0; i < 500; i++) {
            span.setAttribute("many-" + i, i);
            span.addEvent("event", Attributes.of(AttributeKey.stringKey("long"), "y".repeat(5_000)));
        }
        span.end();

        RecordedSpan recorded = AgentExtension.spans().takeOne();
        assertThat(recorded.attributes()).hasSize(128).containsEntry("long", "x".repeat(1_024));
        assertThat(recorded.events()).hasSize(128);
        assertThat(recorded.events().get(0).attributes()).containsExactly(entry("long", "y".repeat(1_024)));
    }

    @Test
    void eventsHaveAttributesAndMoments() {
        long moment = System.currentTimeMillis() - 5_000;
        Span span = tracer.spanBuilder("work").startSpan();
        span.addEvent("plain");
        span.addEvent("attributes", Attributes.of(AttributeKey.longArrayKey("ids"), List.of(1L, 2L)));
        span.addEvent("moment", moment, TimeUnit.MILLISECONDS);
        span.addEvent("instant", Attributes.empty(), Instant.ofEpochMilli(moment));
        span.end();

        List<RecordedEvent> events = AgentExtension.spans().takeOne().events();
        assertThat(events).extracting(RecordedEvent::name).containsExactly("plain", "attributes", "moment", "instant");
        assertThat(events.get(1).attributes()).containsExactly(entry("ids", List.of(1L, 2L)));
        assertThat(events.get(2).epochNanos()).isEqualTo(moment * 1_000_000);
        assertThat(events.get(3).epochNanos()).isEqualTo(moment * 1_000_000);
    }

    @Test
    void anExceptionIsAnEventAndNotAFailure() {
        Span span = tracer.spanBuilder("work").startSpan();
        span.recordException(
                new IllegalStateException("no"), Attributes.of(AttributeKey.stringKey("exception.message"), "hidden"));
        span.end();

        RecordedSpan recorded = AgentExtension.spans().takeOne();
        assertThat(recorded).hasNoError();
        RecordedEvent event = recorded.events().get(0);
        assertThat(event.name()).isEqualTo("exception");
        assertThat(event.attributes())
                .containsEntry("exception.type", "java.lang.IllegalStateException")
                .containsEntry("exception.message", "hidden")
                .hasEntrySatisfying(
                        "exception.stacktrace",
                        trace -> assertThat((String) trace).contains("SpansTest"));
    }

    @Test
    void theStatusErrorHasADescriptionAndTheStatusOkIsFinal() {
        tracer.spanBuilder("error")
                .startSpan()
                .setStatus(StatusCode.ERROR, "broken")
                .end();
        tracer.spanBuilder("again")
                .startSpan()
                .setStatus(StatusCode.ERROR, "a")
                .setStatus(StatusCode.ERROR, "b")
                .end();
        tracer.spanBuilder("plain").startSpan().setStatus(StatusCode.ERROR).end();
        tracer.spanBuilder("ok")
                .startSpan()
                .setStatus(StatusCode.ERROR, "a")
                .setStatus(StatusCode.OK)
                .setStatus(StatusCode.ERROR, "b")
                .setStatus(StatusCode.UNSET)
                .end();

        List<RecordedSpan> spans = AgentExtension.spans().take(4);
        assertThat(spans).extracting(RecordedSpan::error).containsExactly(true, true, true, false);
        assertThat(spans).extracting(RecordedSpan::statusDescription).containsExactly("broken", "b", null, null);
        assertThat(spans).extracting(RecordedSpan::succeeded).containsExactly(false, false, false, true);
    }

    @Test
    void startAndEndCanBeExplicit() {
        long start = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - 10_000_000_000L;
        tracer.spanBuilder("work")
                .setStartTimestamp(start, TimeUnit.NANOSECONDS)
                .startSpan()
                .end(start + 3_000_000_000L, TimeUnit.NANOSECONDS);

        RecordedSpan recorded = AgentExtension.spans().takeOne();
        assertThat(recorded.endEpochNanos() - recorded.startEpochNanos()).isEqualTo(3_000_000_000L);
    }

    @Test
    void anEndedSpanChangesNoMore() {
        Span span = tracer.spanBuilder("work").startSpan();
        assertThat(span.isRecording()).isTrue();
        SpanContext context = span.getSpanContext();
        span.end();
        assertThat(span.isRecording()).isFalse();
        span.updateName("late").setAttribute("late", 1).addEvent("late").setStatus(StatusCode.ERROR);
        span.end();

        RecordedSpan recorded = AgentExtension.spans().takeOne();
        assertThat(recorded).hasName("work").hasNoError().hasNoEvents().hasExactlyAttributes();
        assertThat(span.getSpanContext()).isSameAs(context);
        assertThat(context.getTraceId()).isEqualTo(recorded.traceId());
        assertThat(context.getSpanId()).isEqualTo(recorded.spanId());
        assertThat(context.isSampled()).isTrue();
        assertThat(context.isRemote()).isFalse();
        assertThat(context.getTraceState().get("ot")).isEqualTo("th:0");
    }

    @Test
    void theNameCanChange() {
        tracer.spanBuilder("first").startSpan().updateName("second").end();

        assertThat(AgentExtension.spans().takeOne()).hasName("second");
    }

    @Test
    void linksReferToOtherSpans() throws Exception {
        Span first = tracer.spanBuilder("first").startSpan();
        first.end();
        Span second = tracer.spanBuilder("second")
                .addLink(first.getSpanContext(), Attributes.of(AttributeKey.stringKey("k"), "v"))
                .addLink(SpanContext.getInvalid())
                .startSpan();
        second.end();
        Span third = tracer.spanBuilder("third").addLink(first.getSpanContext()).startSpan();
        boolean later = addLink(third, second.getSpanContext());
        third.end();

        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans.get(0)).hasLinksTo();
        assertThat(spans.get(1)).hasLinksTo(spans.get(0));
        assertThat(spans.get(2))
                .hasLinksTo(
                        later ? new RecordedSpan[] {spans.get(0), spans.get(1)} : new RecordedSpan[] {spans.get(0)});
    }

    /** The API has it from 1.37 on. */
    private static boolean addLink(Span span, SpanContext target) throws ReflectiveOperationException {
        try {
            Span.class.getMethod("addLink", SpanContext.class).invoke(span, target);
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Test
    void theParentIsTheCurrentSpanAnotherContextOrNone() throws Exception {
        Traces.inSpan("agent", () -> {
            Span outer = tracer.spanBuilder("outer").startSpan();
            Context context = Context.root().with(outer);
            try (Scope scope = outer.makeCurrent()) {
                tracer.spanBuilder("implicit").startSpan().end();
                tracer.spanBuilder("root").setNoParent().startSpan().end();
                tracer.spanBuilder("root too")
                        .setParent(Context.root())
                        .startSpan()
                        .end();
            }
            tracer.spanBuilder("explicit").setParent(context).startSpan().end();
            outer.end();
        });

        List<RecordedSpan> spans = AgentExtension.spans().take(6);
        assertThat(spans)
                .extracting(RecordedSpan::name)
                .containsExactly("agent", "outer", "implicit", "root", "root too", "explicit");
        assertThat(spans.get(0).scope()).isNull();
        assertThat(spans.get(1)).isChildOf(spans.get(0));
        assertThat(spans.get(2)).isChildOf(spans.get(1));
        assertThat(spans.get(3)).isRoot();
        assertThat(spans.get(4)).isRoot();
        assertThat(spans.get(5)).isChildOf(spans.get(1));
    }

    @Test
    void aSpanCanBeUsedByManyThreads() throws Exception {
        Span span = tracer.spanBuilder("work").startSpan();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> {
                for (int k = 0; k < 25; k++) {
                    span.setAttribute("key-" + number + "-" + k, k).addEvent("event");
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        span.end();

        RecordedSpan recorded = AgentExtension.spans().takeOne();
        assertThat(recorded.attributes()).hasSize(100);
        assertThat(recorded.events()).hasSize(100);
    }

    @Test
    void theNoopOfTheApiStaysOne() throws Exception {
        Tracer noop = TracerProvider.noop().get("noop");
        noop.spanBuilder("nothing").startSpan().end();
        Traces.inSpan("agent", () -> {
            Span span = noop.spanBuilder("nothing").startSpan();
            try (Scope scope = span.makeCurrent()) {
                assertThat(span.getSpanContext()).isEqualTo(Span.current().getSpanContext());
                tracer.spanBuilder("child").startSpan().end();
            }
        });

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1).parentSpanId()).isEqualTo(spans.get(0).spanId());
        assertThat(spans.get(1).traceId()).isEqualTo(spans.get(0).traceId());
    }

    @Test
    void nullIsHarmless() {
        Span span = tracer.spanBuilder(null)
                .setParent(null)
                .addLink(null)
                .setSpanKind(null)
                .setStartTimestamp(1, null)
                .setAttribute((String) null, "x")
                .setAttribute((AttributeKey<String>) null, "x")
                .startSpan();
        span.setAttribute((String) null, 1)
                .addEvent(null)
                .setStatus(null)
                .recordException(null)
                .updateName(null);
        span.end(1, null);

        assertThat(AgentExtension.spans().takeOne()).hasNoEvents().hasNoError();
        assertThat(Collections.emptyList()).isEmpty();
    }
}
