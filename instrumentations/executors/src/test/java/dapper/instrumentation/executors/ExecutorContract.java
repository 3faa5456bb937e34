// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Context;
import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.baggage.Baggage;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of every executor service. */
@ExtendWith(AgentExtension.class)
abstract class ExecutorContract {
    protected ExecutorService executor;

    protected abstract ExecutorService open();

    /**
     * Returns whether {@code execute} of any object carries contexts, and not only the futures made by {@code submit}.
     */
    protected boolean carriesPlainTasks() {
        return true;
    }

    @BeforeEach
    void start() {
        executor = open();
    }

    @AfterEach
    void stop() throws InterruptedException {
        executor.shutdownNow();
        if (executor != java.util.concurrent.ForkJoinPool.commonPool()) {
            assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        Carried.assertDrained();
    }

    @Test
    void everyWayToSubmit() throws Exception {
        Traces.inSpan("parent", () -> {
            executor.submit(() -> child("runnable")).get();
            assertThat(executor.submit(() -> child("with result"), "result").get())
                    .isEqualTo("result");
            assertThat(executor.submit((Callable<String>) () -> {
                                child("callable");
                                return "value";
                            })
                            .get())
                    .isEqualTo("value");
            executor.invokeAll(List.of(callable("all 1"), callable("all 2")));
            executor.invokeAny(List.of(callable("any")));
            if (carriesPlainTasks()) {
                CountDownLatch done = new CountDownLatch(1);
                executor.execute(() -> {
                    child("executed");
                    done.countDown();
                });
                Carried.await(done);
            }
        });
        List<RecordedSpan> spans = AgentExtension.spans().take(carriesPlainTasks() ? 8 : 7);
        for (RecordedSpan span : spans.subList(1, spans.size())) {
            assertThat(span).isChildOf(spans.get(0));
        }
        assertThat(spans.stream().map(RecordedSpan::name))
                .contains("parent", "runnable", "with result", "callable", "all 1", "all 2", "any");
    }

    private static Callable<String> callable(String name) {
        return () -> {
            child(name);
            return name;
        };
    }

    private static void child(String name) {
        try {
            Traces.inSpan(name, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void taskWithoutContextRunsWithoutContextAfterOneWith() throws Exception {
        TraceContext context = Carried.context();
        for (int i = 0; i < 200; i++) {
            Future<TraceContext> with = Carried.with(context, () -> executor.submit(Current::get));
            Future<TraceContext> without = executor.submit(Current::get);
            assertThat(with.get()).isSameAs(context);
            assertThat(without.get()).isNull();
        }
    }

    @Test
    void contextThatATaskLeavesBehindEndsWithIt() throws Exception {
        TraceContext context = Carried.context();
        for (int i = 0; i < 50; i++) {
            Carried.with(context, () -> executor.submit(() -> Current.set(Carried.context())))
                    .get();
        }
        for (int i = 0; i < 50; i++) {
            assertThat(executor.submit(Current::get).get()).isNull();
        }
    }

    @Test
    void failedTask() throws Exception {
        TraceContext context = Carried.context();
        AtomicReference<TraceContext> seen = new AtomicReference<>();
        Future<?> failed = Carried.with(
                context,
                () -> executor.submit(() -> {
                    seen.set(Current.get());
                    throw new IllegalStateException("as expected");
                }));
        assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("as expected");
        assertThat(seen.get()).isSameAs(context);
        for (int i = 0; i < 20; i++) {
            assertThat(executor.submit(Current::get).get()).isNull();
        }
    }

    @Test
    void taskThatSubmitsATask() throws Exception {
        TraceContext context = Carried.context();
        Future<Future<TraceContext>> outer =
                Carried.with(context, () -> executor.submit(() -> executor.submit(Current::get)));
        assertThat(outer.get().get()).isSameAs(context);
    }

    @Test
    void unsampledContextIsCarriedToo() throws Exception {
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        Traces.inUnsampledTrace(() -> {
            seen.add(Current.get());
            seen.add(executor.submit(Current::get).get());
        });
        assertThat(seen.get(0)).isNotNull().isSameAs(seen.get(1));
    }

    /** The slot in which another API keeps its own context, beside a recorded position, an unsampled one and none. */
    @Test
    void extraObjectBesideThePositionIsCarriedToo() throws Exception {
        Object extra = new Object();
        List<TraceContext> contexts = new ArrayList<>();
        contexts.add(Context.of(Carried.context(), Baggage.EMPTY.with("user", "42"), extra));
        contexts.add(Context.of(null, null, extra));
        Traces.inUnsampledTrace(() -> contexts.add(Context.of(Current.get(), null, extra)));
        for (TraceContext context : contexts) {
            Future<Future<TraceContext>> outer =
                    Carried.with(context, () -> executor.submit(() -> executor.submit(Current::get)));
            TraceContext seen = outer.get().get();
            assertThat(seen).isSameAs(context);
            assertThat(Context.extra(seen)).isSameAs(extra);
            assertThat(executor.submit(Current::get).get()).isNull();
        }
    }

    @Test
    void contextOfTheSubmitterStays() throws Exception {
        TraceContext context = Carried.context();
        Carried.run(context, () -> {
            executor.submit(() -> Current.set(null)).get();
            assertThat(Current.get()).isSameAs(context);
        });
    }

    @Test
    void cancelledTaskIsForgotten() throws Exception {
        CountDownLatch started = new CountDownLatch(8);
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 8; i++) {
            executor.submit(() -> {
                started.countDown();
                Carried.await(release);
            });
        }
        List<Future<?>> futures = new ArrayList<>();
        Carried.run(Carried.context(), () -> {
            for (int i = 0; i < 100; i++) {
                futures.add(executor.submit(() -> {}));
            }
        });
        futures.forEach(future -> future.cancel(false));
        release.countDown();
        assertThat(executor.submit(Current::get).get()).isNull();
    }

    /**
     * Many submitters: each task must see exactly the context it was submitted with, and each thread none in between.
     */
    @Test
    void manyTasksOfManyTraces() throws Exception {
        int submitters = 8;
        int tasks = 2_000;
        List<Thread> threads = new ArrayList<>();
        List<Throwable> problems = Collections.synchronizedList(new ArrayList<>());
        for (int s = 0; s < submitters; s++) {
            boolean traced = s % 4 != 0;
            Thread thread = new Thread(() -> {
                try {
                    submitAndCheck(tasks, traced);
                } catch (Throwable e) {
                    problems.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(problems).isEmpty();
    }

    private void submitAndCheck(int tasks, boolean traced) throws Exception {
        Queue<Future<TraceContext>> inside = new ConcurrentLinkedQueue<>();
        List<TraceContext> expected = new ArrayList<>();
        List<Future<TraceContext>> found = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            TraceContext context = traced ? Carried.context() : null;
            expected.add(context);
            int kind = i % 3;
            found.add(Carried.with(context, () -> switch (kind) {
                case 0 -> executor.submit(Current::get);
                case 1 -> executor.submit(() -> executor.submit(Current::get)).get();
                default ->
                    executor.submit(() -> Carried.with(Carried.context(), () -> {
                        TraceContext inner = Current.get();
                        inside.add(executor.submit(Current::get));
                        assertThat(Current.get()).isSameAs(inner);
                        return context;
                    }));
            }));
        }
        for (int i = 0; i < tasks; i++) {
            assertThat(found.get(i).get(200, TimeUnit.SECONDS)).isSameAs(expected.get(i));
        }
        // A pool that is shut down immediately may leave the last of them, and their contexts, to the garbage
        // collector.
        for (Future<TraceContext> task : inside) {
            assertThat(task.get(200, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
