// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javautiltimer;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.concurrent.TaskContexts;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.Date;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
class TimerTest {
    private static final long LONG = TimeUnit.HOURS.toMillis(1);

    private final Timer timer = new Timer(true);

    /** The trace ids that the tasks found on their threads. */
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        timer.cancel();
    }

    private TimerTask task() {
        return new TimerTask() {
            @Override
            public void run() {
                seen.add(trace());
            }
        };
    }

    private static String trace() {
        var context = Current.get();
        return context == null ? "none" : String.format("%016x%016x", context.traceIdHigh(), context.traceIdLow());
    }

    private String next() throws InterruptedException {
        return String.valueOf(seen.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void aTaskThatRunsOnceHasTheContextOfItsScheduling() throws Exception {
        Traces.inSpan("delay", () -> timer.schedule(task(), 1));
        Traces.inSpan("date", () -> timer.schedule(task(), new Date()));

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(List.of(next(), next()))
                .containsExactlyInAnyOrder(spans.get(0).traceId(), spans.get(1).traceId());
    }

    @Test
    void aSpanOfTheTaskIsAChild() throws Exception {
        Traces.inSpan("request", () -> timer.schedule(new WorkingTask(), 1));

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1)).hasName("task").isChildOf(spans.get(0));
    }

    @Test
    void theThreadForgetsTheContextAfterTheRun() throws Exception {
        Traces.inSpan("request", () -> timer.schedule(task(), 1));
        RecordedSpan request = AgentExtension.spans().takeOne();
        assertThat(next()).isEqualTo(request.traceId());

        timer.schedule(task(), 1);

        assertThat(next()).isEqualTo("none");
        assertThat(TaskContexts.size()).isZero();
    }

    @Test
    void aPeriodicTaskBelongsToNobody() throws Exception {
        Traces.inSpan("request", () -> {
            timer.schedule(task(), 0, LONG);
            timer.scheduleAtFixedRate(task(), 0, LONG);
        });

        AgentExtension.spans().takeOne();
        assertThat(List.of(next(), next())).containsExactly("none", "none");
    }

    @Test
    void aCancelledTaskKeepsNoContext() throws Exception {
        TimerTask task = task();
        Traces.inSpan("request", () -> timer.schedule(task, LONG));
        AgentExtension.spans().takeOne();
        assertThat(TaskContexts.size()).isEqualTo(1);

        task.cancel();

        assertThat(TaskContexts.size()).isZero();
    }

    @Test
    void aRejectedTaskKeepsNoContext() throws Exception {
        timer.cancel();

        Traces.inSpan(
                "request",
                () -> assertThatThrownBy(() -> timer.schedule(task(), 1)).isInstanceOf(IllegalStateException.class));

        AgentExtension.spans().takeOne();
        assertThat(TaskContexts.size()).isZero();
    }

    private static final class WorkingTask extends TimerTask {
        @Override
        public void run() {
            try {
                Traces.inSpan("task", () -> {});
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
