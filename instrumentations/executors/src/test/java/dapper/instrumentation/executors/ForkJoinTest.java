// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
class ForkJoinTest {
    private final ForkJoinPool pool = new ForkJoinPool(4);

    @AfterEach
    void stop() throws InterruptedException {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        Carried.assertDrained();
    }

    /** Counts the leaves that do not see the context. */
    private static final class Split extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1L;
        private final transient TraceContext expected;
        private final int size;

        Split(TraceContext expected, int size) {
            this.expected = expected;
            this.size = size;
        }

        @Override
        protected Integer compute() {
            int wrong = Current.get() == expected ? 0 : 1;
            if (size == 1) {
                return wrong;
            }
            Split left = new Split(expected, size / 2);
            Split right = new Split(expected, size - size / 2);
            left.fork();
            return right.compute() + left.join() + wrong;
        }
    }

    @Test
    void everySubtaskSeesTheContext() throws Exception {
        TraceContext context = Carried.context();
        assertThat(Carried.with(context, () -> pool.invoke(new Split(context, 2_000))))
                .isZero();
        assertThat(Carried.with(context, () -> pool.submit(new Split(context, 2_000)))
                        .get())
                .isZero();
        assertThat(pool.invoke(new Split(null, 2_000))).isZero();
    }

    @Test
    void tracesThatShareAPoolDoNotMix() throws Exception {
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            TraceContext context = i % 3 == 0 ? null : Carried.context();
            results.add(Carried.with(context, () -> pool.submit(new Split(context, 500))));
        }
        for (Future<Integer> result : results) {
            assertThat(result.get(60, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void invokeAllOfATask() throws Exception {
        TraceContext context = Carried.context();
        AtomicInteger right = new AtomicInteger();
        Carried.run(
                context,
                () -> pool.invoke(new RecursiveAction() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected void compute() {
                        List<ForkJoinTask<?>> tasks = new ArrayList<>();
                        for (int i = 0; i < 20; i++) {
                            tasks.add(ForkJoinTask.adapt(() -> {
                                if (Current.get() == context) {
                                    right.incrementAndGet();
                                }
                            }));
                        }
                        invokeAll(tasks);
                    }
                }));
        assertThat(right).hasValue(20);
    }

    @Test
    void everyWayToSubmit() throws Exception {
        TraceContext context = Carried.context();
        Carried.run(context, () -> {
            assertThat(pool.submit(Current::get).get()).isSameAs(context);
            assertThat(pool.submit(() -> Carried.context(), "x").get()).isEqualTo("x");
            assertThat(pool.invoke(ForkJoinTask.adapt(Current::get))).isSameAs(context);
            assertThat(ForkJoinPool.commonPool().submit(Current::get).get()).isSameAs(context);
            assertThat(ForkJoinTask.adapt(Current::get).fork().join()).isSameAs(context);
        });
        assertThat(pool.submit(Current::get).get()).isNull();
    }

    @Test
    void reusedTaskSeesTheContextOfItsLastSubmission() throws Exception {
        List<Object> seen = new ArrayList<>();
        ForkJoinTask<?> task = new RecursiveAction() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void compute() {
                seen.add(Current.get());
            }
        };
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            TraceContext context = Carried.context();
            expected.add(context);
            Carried.with(context, () -> pool.submit(task)).get();
            task.reinitialize();
        }
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    @Test
    void countedCompleters() throws Exception {
        TraceContext context = Carried.context();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger leaves = new AtomicInteger();
        Carried.run(context, () -> pool.invoke(new Counted(null, 256, context, wrong, leaves)));
        assertThat(leaves).hasValue(256);
        assertThat(wrong).hasValue(0);
    }

    private static final class Counted extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1L;
        private final int size;
        private final transient TraceContext expected;
        private final AtomicInteger wrong;
        private final AtomicInteger leaves;

        Counted(
                CountedCompleter<?> parent,
                int size,
                TraceContext expected,
                AtomicInteger wrong,
                AtomicInteger leaves) {
            super(parent);
            this.size = size;
            this.expected = expected;
            this.wrong = wrong;
            this.leaves = leaves;
        }

        @Override
        public void compute() {
            if (Current.get() != expected) {
                wrong.incrementAndGet();
            }
            if (size == 1) {
                leaves.incrementAndGet();
            } else {
                addToPendingCount(2);
                new Counted(this, size / 2, expected, wrong, leaves).fork();
                new Counted(this, size - size / 2, expected, wrong, leaves).fork();
            }
            tryComplete();
        }
    }

    @Test
    void parallelStreams() throws Exception {
        TraceContext context = Carried.context();
        Carried.run(context, () -> {
            long wrong = IntStream.range(0, 10_000)
                    .parallel()
                    .filter(i -> Current.get() != context)
                    .count();
            assertThat(wrong).isZero();
            assertThat(Current.get()).isSameAs(context);
        });
        assertThat(IntStream.range(0, 10_000)
                        .parallel()
                        .filter(i -> Current.get() != null)
                        .count())
                .isZero();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void delayedTasks() throws Exception {
        ScheduledExecutorService scheduler = (ScheduledExecutorService) (Object) pool;
        TraceContext context = Carried.context();
        assertThat(Carried.with(context, () -> scheduler.schedule(Current::get, 5, TimeUnit.MILLISECONDS))
                        .get())
                .isSameAs(context);
        List<Object> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        java.util.concurrent.CountDownLatch runs = new java.util.concurrent.CountDownLatch(3);
        Carried.run(
                context,
                () -> scheduler.scheduleAtFixedRate(
                        () -> {
                            seen.add(String.valueOf(Current.get()));
                            runs.countDown();
                        },
                        0,
                        1,
                        TimeUnit.MILLISECONDS));
        Carried.await(runs);
        assertThat(seen).containsOnly("null");
    }
}
