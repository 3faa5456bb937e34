// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.concurrent.TaskContexts;
import dapper.javaagent.testing.AgentExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Features of thread pools that other executors lack: queues, handlers, hooks, and tasks that are queued unwrapped. */
@ExtendWith(AgentExtension.class)
class ThreadPoolTest {
    private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> workers = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());

    private static ThreadPoolExecutor pool(BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, queue);
    }

    @AfterEach
    void stop() throws InterruptedException {
        release.countDown();
        pool.shutdownNow();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        Carried.assertDrained();
    }

    private void use(ThreadPoolExecutor other) {
        pool.shutdownNow();
        pool = other;
    }

    /** Keeps the only worker busy until released. */
    private void block() {
        CountDownLatch started = new CountDownLatch(1);
        pool.execute(() -> {
            started.countDown();
            awaitRelease();
        });
        Carried.await(started);
    }

    private void awaitRelease() {
        try {
            assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException shutdownNow) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish() throws InterruptedException {
        release.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    /**
     * A pool terminates before its last worker does: that one still returns, or dies, through its factory's wrapper.
     */
    private void joinWorkers(int made) throws InterruptedException {
        assertThat(workers).hasSize(made);
        for (Thread worker : workers) {
            worker.join(60_000);
            assertThat(worker.isAlive()).isFalse();
        }
    }

    private Thread worker(Runnable loop) {
        Thread thread = new Thread(loop);
        workers.add(thread);
        return thread;
    }

    private void record() {
        seen.add(String.valueOf(Current.get()));
    }

    @Test
    void tasksStayTheObjectsTheyAre() throws Exception {
        use(pool(new PriorityBlockingQueue<>()));
        block();
        Ranked second = new Ranked(2, this::record);
        Ranked first = new Ranked(1, this::record);
        TraceContext context = Carried.context();
        Carried.run(context, () -> {
            pool.execute(second);
            pool.execute(first);
        });
        assertThat(pool.getQueue()).containsExactlyInAnyOrder(first, second);
        finish();
        assertThat(seen).containsExactly(context.toString(), context.toString());
    }

    private record Ranked(int rank, Runnable action) implements Runnable, Comparable<Ranked> {
        @Override
        public void run() {
            action.run();
        }

        @Override
        public int compareTo(Ranked other) {
            return Integer.compare(rank, other.rank);
        }
    }

    @Test
    void oneTaskSubmittedManyTimesSeesEachContextInTurn() throws Exception {
        block();
        Runnable task = this::record;
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            TraceContext context = i > 0 && i % 7 == 0 ? null : Carried.context();
            expected.add(String.valueOf(context));
            Carried.run(context, () -> pool.execute(task));
        }
        assertThat(TaskContexts.size()).isEqualTo(1);
        finish();
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    @Test
    void oneTaskSubmittedByManyThreadsSeesEveryContextOnce() throws Exception {
        use(new ThreadPoolExecutor(4, 4, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()));
        Runnable task = this::record;
        List<String> expected = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 3_000; i++) {
                    TraceContext context = Carried.context();
                    expected.add(context.toString());
                    Current.set(context);
                    pool.execute(task);
                    Current.set(null);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        finish();
        assertThat(seen).hasSize(18_000).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void rejectedTaskIsForgotten() throws Exception {
        rejecting(new ThreadPoolExecutor.AbortPolicy());
        Runnable task = this::record;
        Carried.run(
                Carried.context(),
                () -> assertThatThrownBy(() -> pool.execute(task)).isInstanceOf(RejectedExecutionException.class));
        assertThat(TaskContexts.size()).isZero();
    }

    @Test
    void rejectionLeavesEarlierSubmissionsOfTheSameTaskAlone() throws Exception {
        use(new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1)));
        block();
        Runnable task = this::record;
        TraceContext queued = Carried.context();
        Carried.run(queued, () -> pool.execute(task));
        Carried.run(
                Carried.context(),
                () -> assertThatThrownBy(() -> pool.execute(task)).isInstanceOf(RejectedExecutionException.class));
        finish();
        assertThat(seen).containsExactly(queued.toString());
    }

    @Test
    void rejectedTaskRunByItsCallerSeesTheCallersContext() throws Exception {
        rejecting(new ThreadPoolExecutor.CallerRunsPolicy());
        TraceContext context = Carried.context();
        Carried.run(context, () -> {
            pool.execute(this::record);
            assertThat(Current.get()).isSameAs(context);
        });
        assertThat(seen).containsExactly(context.toString());
        assertThat(TaskContexts.size()).isZero();
    }

    @Test
    void discardedTaskIsForgotten() throws Exception {
        rejecting(new ThreadPoolExecutor.DiscardPolicy());
        Runnable task = this::record;
        Carried.run(Carried.context(), () -> pool.execute(task));
        assertThat(TaskContexts.size()).isZero();
    }

    @Test
    void discardedOldestTaskIsForgotten() throws Exception {
        use(new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.DiscardOldestPolicy()));
        block();
        Runnable task = this::record;
        TraceContext last = Carried.context();
        Carried.run(Carried.context(), () -> pool.execute(task));
        Carried.run(last, () -> pool.execute(task));
        finish();
        assertThat(seen).containsExactly(last.toString());
    }

    @Test
    void handlerGetsTheVeryTaskAndMayQueueIt() throws Exception {
        AtomicReference<Runnable> handed = new AtomicReference<>();
        use(new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), (rejected, executor) -> {
            handed.set(rejected);
            release.countDown();
            try {
                executor.getQueue().put(rejected);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        block();
        pool.execute(() -> {});
        Runnable task = this::record;
        TraceContext context = Carried.context();
        Carried.run(context, () -> pool.execute(task));
        finish();
        assertThat(handed.get()).isSameAs(task);
        assertThat(seen).containsExactly(context.toString());
    }

    private void rejecting(RejectedExecutionHandler handler) {
        use(new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), handler));
        block();
        pool.execute(() -> {});
    }

    @Test
    void removedTaskIsForgotten() throws Exception {
        block();
        Runnable task = this::record;
        Carried.run(Carried.context(), () -> {
            pool.execute(task);
            pool.submit(task);
        });
        assertThat(TaskContexts.size()).isEqualTo(2);
        assertThat(pool.remove(task)).isTrue();
        assertThat(TaskContexts.size()).isEqualTo(1);
        finish();
        assertThat(seen).hasSize(1);
    }

    @Test
    void shutdownGivesTheTasksBackAndForgetsThem() throws Exception {
        block();
        Runnable task = this::record;
        Carried.run(Carried.context(), () -> pool.execute(task));
        assertThat(pool.shutdownNow()).containsExactly(task);
        assertThat(TaskContexts.size()).isZero();
        release.countDown();
    }

    @Test
    void cancelledTaskIsForgottenBeforeItsTurn() throws Exception {
        block();
        Future<?> future = Carried.with(Carried.context(), () -> pool.submit(this::record));
        assertThat(TaskContexts.size()).isEqualTo(1);
        future.cancel(true);
        assertThat(TaskContexts.size()).isZero();
        finish();
        assertThat(seen).isEmpty();
    }

    @Test
    void hooksOfThePoolSeeTheContextOfTheTask() throws Exception {
        use(new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            protected void beforeExecute(Thread thread, Runnable task) {
                record();
            }

            @Override
            protected void afterExecute(Runnable task, Throwable thrown) {
                record();
            }
        });
        TraceContext context = Carried.context();
        Carried.run(context, () -> pool.execute(this::record));
        pool.execute(this::record);
        finish();
        assertThat(seen)
                .containsExactly(context.toString(), context.toString(), context.toString(), "null", "null", "null");
    }

    @Test
    void workerMadeInsideARequestDoesNotKeepIt() throws Exception {
        TraceContext context = Carried.context();
        Carried.run(context, () -> {
            pool.prestartAllCoreThreads();
            pool.execute(this::record);
        });
        pool.submit(this::record).get();
        assertThat(seen).containsExactly(context.toString(), "null");
    }

    @Test
    void workerKeepsTheContextItsFactoryGaveIt() throws Exception {
        TraceContext own = Carried.context();
        pool.setThreadFactory(loop -> worker(() -> {
            Current.set(own);
            loop.run();
            seen.add("stopped with " + Current.get());
        }));
        TraceContext context = Carried.context();
        Carried.run(context, () -> pool.execute(this::record));
        pool.submit(this::record).get();
        finish();
        joinWorkers(1);
        assertThat(seen).containsExactly(context.toString(), own.toString(), "stopped with " + own);
    }

    @Test
    void workerThatDiesOfItsTaskIsReplaced() throws Exception {
        pool.setThreadFactory(loop -> {
            Thread thread = worker(loop);
            thread.setUncaughtExceptionHandler((t, e) -> seen.add(e.getMessage()));
            return thread;
        });
        TraceContext context = Carried.context();
        Carried.run(
                context,
                () -> pool.execute(() -> {
                    throw new IllegalStateException("died");
                }));
        assertThat(pool.submit(Current::get).get()).isNull();
        finish();
        joinWorkers(2);
        assertThat(seen).containsExactly("died");
    }

    @Test
    void shutdownFromInsideATaskKeepsItsContext() throws Exception {
        TraceContext context = Carried.context();
        Carried.run(
                context,
                () -> pool.execute(() -> {
                    pool.shutdown();
                    record();
                }));
        finish();
        assertThat(seen).containsExactly(context.toString());
    }

    @Test
    void nothingIsKeptWhereNothingIsCurrent() {
        block();
        for (int i = 0; i < 100; i++) {
            pool.execute(() -> {});
        }
        assertThat(TaskContexts.size()).isZero();
    }

    @Test
    void tasksThatVanishWithTheirPoolAreForgotten() throws Exception {
        ThreadPoolExecutor lost = pool(new LinkedBlockingQueue<>());
        Carried.run(Carried.context(), () -> {
            for (int i = 0; i < 10_000; i++) {
                int number = i;
                lost.getQueue().size();
                TaskContexts.attach(new Ranked(number, this::record));
            }
        });
        lost.shutdownNow();
        Carried.assertCollected();
    }
}
