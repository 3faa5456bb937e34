// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class ExecutorsTest {
    @Nested
    class FixedThreadPool extends ExecutorContract {
        @Override
        protected ExecutorService open() {
            return Executors.newFixedThreadPool(4);
        }
    }

    @Nested
    class CachedThreadPool extends ExecutorContract {
        @Override
        protected ExecutorService open() {
            return Executors.newCachedThreadPool();
        }
    }

    @Nested
    class ScheduledThreadPool extends ExecutorContract {
        @Override
        protected ExecutorService open() {
            return Executors.newScheduledThreadPool(4);
        }
    }

    @Nested
    class UnconfigurablePool extends ExecutorContract {
        @Override
        protected ExecutorService open() {
            return Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(3));
        }
    }

    @Nested
    class WorkStealingPool extends ExecutorContract {
        @Override
        protected ExecutorService open() {
            return Executors.newWorkStealingPool(4);
        }
    }

    @Nested
    class AsyncForkJoinPool extends ExecutorContract {
        @Override
        protected ExecutorService open() {
            return new ForkJoinPool(4, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
        }
    }

    /** An executor of the application that only makes threads. */
    @Nested
    class OwnExecutor extends ExecutorContract {
        @Override
        protected ExecutorService open() {
            return new ThreadPerTask();
        }

        @Override
        protected boolean carriesPlainTasks() {
            return false;
        }
    }

    @Nested
    @EnabledForJreRange(min = JRE.JAVA_21)
    class VirtualThreadPerTask extends ExecutorContract {
        @Override
        protected ExecutorService open() {
            return (ExecutorService) call("newVirtualThreadPerTaskExecutor", new Class<?>[0]);
        }
    }

    @Nested
    @EnabledForJreRange(min = JRE.JAVA_21)
    class PlatformThreadPerTask extends ExecutorContract {
        @Override
        protected ExecutorService open() {
            ThreadFactory factory = Thread::new;
            return (ExecutorService) call("newThreadPerTaskExecutor", new Class<?>[] {ThreadFactory.class}, factory);
        }
    }

    private static Object call(String factory, Class<?>[] types, Object... arguments) {
        try {
            return Executors.class.getMethod(factory, types).invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class ThreadPerTask extends AbstractExecutorService {
        private volatile boolean shutdown;

        @Override
        public void execute(Runnable task) {
            new Thread(task).start();
        }

        @Override
        public void shutdown() {
            shutdown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return shutdown;
        }

        @Override
        public boolean isTerminated() {
            return shutdown;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return shutdown;
        }
    }
}
