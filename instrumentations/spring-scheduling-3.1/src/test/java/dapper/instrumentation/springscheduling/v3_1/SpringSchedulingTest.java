// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springscheduling.v3_1;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

@ExtendWith(AgentExtension.class)
class SpringSchedulingTest {
    private static final String PACKAGE = "dapper.instrumentation.springscheduling.v3_1.";
    private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

    /** Starts an application with one bean, whose only method runs at once and not again for an hour. */
    private static StaticApplicationContext start(Class<?> bean) {
        StaticApplicationContext context = new StaticApplicationContext();
        context.registerSingleton("scheduling", ScheduledAnnotationBeanPostProcessor.class);
        context.registerSingleton("job", bean);
        context.refresh();
        return context;
    }

    @Test
    void aRunIsATraceOfItsOwn() throws Exception {
        StaticApplicationContext context = Traces.callInSpan("request", () -> start(FixedRate.class));

        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        RecordedSpan run = named("SpringSchedulingTest$FixedRate.tick", spans);
        assertThat(run)
                .hasKind(SpanKind.INTERNAL)
                .isRoot()
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes("code.function.name", PACKAGE + "SpringSchedulingTest$FixedRate.tick");
        assertThat(named("work", spans)).isChildOf(run);
        context.close();
    }

    private static RecordedSpan named(String name, List<RecordedSpan> spans) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + spans));
    }

    @Test
    void aRunThatFailsHasItsException() {
        StaticApplicationContext context = start(Failing.class);

        assertThat(AgentExtension.spans().takeOne())
                .hasName("SpringSchedulingTest$Failing.tick")
                .isRoot()
                .hasException(IllegalStateException.class, "broken");
        context.close();
    }

    @Test
    void aCheckedExceptionIsTheMethodsOwn() {
        StaticApplicationContext context = start(FailingChecked.class);

        assertThat(AgentExtension.spans().takeOne()).hasException(IOException.class, "broken");
        context.close();
    }

    /** As with a cron expression: the task schedules itself again after each run. */
    @Test
    void aTaskWithATriggerBelongsToNoRequest() throws Exception {
        SEEN.clear();
        SeeingScheduler scheduler = new SeeingScheduler();
        scheduler.initialize();
        Traces.inSpan(
                "request",
                () -> scheduler.schedule(new ScheduledMethodRunnable(new FixedRate(), "tick"), threeTimes()));

        List<RecordedSpan> spans = AgentExtension.spans().take(7);
        assertThat(spans.stream().filter(span -> span.name().endsWith(".tick")))
                .hasSize(3)
                .allSatisfy(span -> assertThat(span).isRoot());
        assertThat(List.of(next(), next(), next())).containsOnly("null");
        scheduler.shutdown();
    }

    private static String next() throws InterruptedException {
        return String.valueOf(SEEN.poll(60, TimeUnit.SECONDS));
    }

    /** Its only method has another name and another result from Spring 6 on. */
    private static Trigger threeTimes() {
        AtomicInteger runs = new AtomicInteger();
        return (Trigger) Proxy.newProxyInstance(
                Trigger.class.getClassLoader(), new Class<?>[] {Trigger.class}, (proxy, method, arguments) -> {
                    if (runs.getAndIncrement() == 3) {
                        return null;
                    }
                    return method.getReturnType() == Date.class ? new Date() : Instant.now();
                });
    }

    @Test
    void nothingIsLeftOnTheThread() throws Exception {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.initialize();
        scheduler.getScheduledExecutor().execute(new ScheduledMethodRunnable(new FixedRate(), "tick"));
        AgentExtension.spans().take(2);

        String after = scheduler
                .getScheduledExecutor()
                .submit(() -> String.valueOf(Current.get()))
                .get();

        assertThat(after).isEqualTo("null");
        scheduler.shutdown();
    }

    /** Runs once an hour. */
    public static final class FixedRate {
        @Scheduled(fixedRate = 3_600_000)
        public void tick() throws Exception {
            Traces.inSpan("work", () -> {});
        }
    }

    /** Throws. */
    public static final class Failing {
        @Scheduled(fixedDelay = 3_600_000)
        public void tick() {
            throw new IllegalStateException("broken");
        }
    }

    /** Throws what Spring has to wrap. */
    public static final class FailingChecked {
        @Scheduled(fixedDelay = 3_600_000)
        public void tick() throws IOException {
            throw new IOException("broken");
        }
    }

    /** Sees the context of the thread that gives a task to the executor. */
    private static final class SeeingScheduler extends ThreadPoolTaskScheduler {
        @Override
        protected ScheduledExecutorService createExecutor(
                int size, ThreadFactory factory, RejectedExecutionHandler handler) {
            return new ScheduledThreadPoolExecutor(size, factory, handler) {
                @Override
                public ScheduledFuture<?> schedule(Runnable task, long delay, @Nullable TimeUnit unit) {
                    SEEN.add(String.valueOf(Current.get()));
                    return super.schedule(task, delay, unit);
                }
            };
        }
    }
}
