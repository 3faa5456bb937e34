// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.concurrent.TaskContexts;
import dapper.bootstrap.concurrent.TaskRuns;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The context of the application on another thread. */
@SuppressWarnings("try") // a scope is only closed
@ExtendWith(AgentExtension.class)
class TasksTest {
    private static final ContextKey<String> KEY = ContextKey.named("key");

    private final Tracer tracer = GlobalOpenTelemetry.getTracer("app");
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private void await(Runnable task) throws InterruptedException {
        Future<?> future = executor.submit(task);
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** Calls the agent as woven executors do. */
    private Runnable carried(Runnable task) {
        TaskContexts.attach(task);
        return () -> {
            Object before = TaskRuns.begin(task);
            try {
                task.run();
            } finally {
                TaskRuns.end(before);
            }
        };
    }

    @Test
    void aTaskThatTheAgentCarriesHasTheWholeContext() throws Exception {
        Span span = tracer.spanBuilder("app").startSpan();
        Context context = Context.current()
                .with(span)
                .with(KEY, "value")
                .with(Baggage.builder().put("a", "1").build());
        Runnable task = () -> {
            assertThat(Context.current()).isSameAs(context);
            assertThat(Context.current().get(KEY)).isEqualTo("value");
            assertThat(Baggage.current().getEntryValue("a")).isEqualTo("1");
            assertThat(Span.current()).isSameAs(span);
            tracer.spanBuilder("task").startSpan().end();
            Span.current().end();
        };
        Runnable carried;
        try (Scope scope = context.makeCurrent()) {
            carried = carried(task);
        }
        await(carried);
        await(() -> assertThat(Context.current()).isSameAs(Context.root()));

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1)).hasName("task").isChildOf(spans.get(0));
    }

    @Test
    void aTaskThatTheApplicationWrapsHasTheContextToo() throws Exception {
        Span span = tracer.spanBuilder("app").startSpan();
        await(Context.root().with(span).with(KEY, "value").wrap((Runnable) () -> {
            assertThat(Context.current().get(KEY)).isEqualTo("value");
            tracer.spanBuilder("task").startSpan().end();
        }));
        span.end();

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1)).hasName("task").isChildOf(spans.get(0));
    }
}
