// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.concurrent.TaskContexts;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.WatchedObjects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
class ScheduledTest {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);
    private final TraceContext context = Carried.context();

    @AfterEach
    void stop() {
        executor.shutdownNow();
        Carried.assertDrained();
    }

    @Test
    void oneShotTasksAreCarried() throws Exception {
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        ScheduledFuture<?> runnable =
                Carried.with(context, () -> executor.schedule(() -> seen.add(Current.get()), 5, TimeUnit.MILLISECONDS));
        ScheduledFuture<TraceContext> callable =
                Carried.with(context, () -> executor.schedule(Current::get, 5, TimeUnit.MILLISECONDS));
        runnable.get();
        assertThat(seen).containsExactly(context);
        assertThat(callable.get()).isSameAs(context);
    }

    @Test
    void periodicTasksBelongToNobody() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>(); // they continue while it is iterated
        CountDownLatch runs = new CountDownLatch(6);
        Runnable task = () -> {
            seen.add(String.valueOf(Current.get()));
            runs.countDown();
        };
        Carried.run(context, () -> {
            executor.scheduleAtFixedRate(task, 0, 1, TimeUnit.MILLISECONDS);
            executor.scheduleWithFixedDelay(task, 0, 1, TimeUnit.MILLISECONDS);
        });
        Carried.await(runs);
        assertThat(seen).containsOnly("null");
    }

    @Test
    void tasksThatAnApplicationDecoratesAreNotAsked() throws Exception {
        WatchedObjects watched = new WatchedObjects();
        List<Object> seen = new CopyOnWriteArrayList<>();
        CountDownLatch runs = new CountDownLatch(3);
        Runnable task = () -> {
            seen.add(String.valueOf(Current.get()));
            runs.countDown();
        };
        WatchedExecutor decorating = new WatchedExecutor(watched);
        try {
            Carried.run(context, () -> decorating.scheduleAtFixedRate(task, 0, 1, TimeUnit.MILLISECONDS));
            Carried.await(runs);
            assertThat(seen).containsOnly("null");
            ScheduledFuture<TraceContext> once =
                    Carried.with(context, () -> decorating.schedule(Current::get, 5, TimeUnit.MILLISECONDS));
            assertThat(once.get()).isSameAs(context);
        } finally {
            decorating.shutdownNow();
        }
        assertThat(watched.calls()).contains("RunnableScheduledFuture.run");
        watched.assertAgentCalledNothing();
    }

    private static final class WatchedExecutor extends ScheduledThreadPoolExecutor {
        private final WatchedObjects watched;

        WatchedExecutor(WatchedObjects watched) {
            super(1);
            this.watched = watched;
        }

        @Override
        protected <V> RunnableScheduledFuture<V> decorateTask(Runnable runnable, RunnableScheduledFuture<V> task) {
            return decorate(task);
        }

        @Override
        protected <V> RunnableScheduledFuture<V> decorateTask(Callable<V> callable, RunnableScheduledFuture<V> task) {
            return decorate(task);
        }

        @SuppressWarnings("unchecked")
        private <V> RunnableScheduledFuture<V> decorate(RunnableScheduledFuture<V> task) {
            return watched.watch(RunnableScheduledFuture.class, task);
        }

        @Override
        public ThreadFactory getThreadFactory() {
            watched.called(ThreadPoolExecutor.class, "getThreadFactory");
            return super.getThreadFactory();
        }
    }

    @Test
    void cancelledTaskIsForgottenLongBeforeItsTime() throws Exception {
        List<ScheduledFuture<?>> futures = new ArrayList<>();
        Carried.run(context, () -> {
            for (int i = 0; i < 1_000; i++) {
                futures.add(executor.schedule(() -> {}, 1, TimeUnit.HOURS));
            }
        });
        assertThat(TaskContexts.size()).isEqualTo(1_000);
        futures.forEach(future -> future.cancel(false));
        assertThat(TaskContexts.size()).isZero();
        assertThat(executor.getQueue()).hasSize(1_000);
    }

    @Test
    void tasksOfAPoolThatIsShutDownAreForgotten() throws Exception {
        Carried.run(context, () -> executor.schedule(() -> {}, 1, TimeUnit.HOURS));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.shutdown();
        assertThat(TaskContexts.size()).isZero();
    }
}
