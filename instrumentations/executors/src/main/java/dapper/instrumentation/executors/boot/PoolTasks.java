// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors.boot;

import dapper.bootstrap.concurrent.TaskContexts;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Tasks that enter a thread pool, and tasks that leave it without having run. */
public final class PoolTasks {
    /**
     * One element: true while the thread schedules a periodic task. No method of the task is called: an application may
     * decorate it.
     */
    private static final ThreadLocal<boolean[]> PERIODIC = new ThreadLocal<boolean[]>() {
        @Override
        protected boolean[] initialValue() {
            return new boolean[1];
        }
    };

    private PoolTasks() {}

    public static void submitted(@Nullable Runnable task) {
        if (task != null) {
            TaskContexts.attach(task);
        }
    }

    /** Marks that the running thread begins to schedule a periodic task, or has done so. */
    public static void periodic(boolean begins) {
        PERIODIC.get()[0] = begins;
    }

    /** Periodic tasks belong to no request, and neither do the time-outs of virtual threads. */
    public static void scheduled(ScheduledThreadPoolExecutor pool, @Nullable RunnableScheduledFuture<?> task) {
        if (task != null
                && !PERIODIC.get()[0]
                && !(pool.getClass() == ScheduledThreadPoolExecutor.class
                        && VirtualThreads.isPartOf(pool.getThreadFactory().getClass()))) {
            TaskContexts.attach(task);
        }
    }

    /** Called before the handler of rejections gets the task. */
    public static void rejected(ThreadPoolExecutor pool, Runnable task, Object handler, BlockingQueue<Runnable> queue) {
        Class<?> type = handler.getClass();
        if (type == ThreadPoolExecutor.CallerRunsPolicy.class
                || type == ThreadPoolExecutor.DiscardPolicy.class
                || type == ThreadPoolExecutor.AbortPolicy.class) {
            TaskContexts.detach(task);
        } else if (type == ThreadPoolExecutor.DiscardOldestPolicy.class) {
            TaskContexts.detach(task);
            Runnable oldest = oldest(pool, queue);
            if (oldest != null) {
                TaskContexts.skip(oldest);
            }
        }
    }

    /**
     * Returns the task that the policy discards. Only called on pools and queues of the JDK, and only on queues whose
     * locks are never held while code of the application runs. For others the context stays with the task until the
     * task is garbage.
     */
    private static @Nullable Runnable oldest(ThreadPoolExecutor pool, BlockingQueue<Runnable> queue) {
        Class<?> type = queue.getClass();
        return pool.getClass() == ThreadPoolExecutor.class
                        && (type == LinkedBlockingQueue.class || type == ArrayBlockingQueue.class)
                        && !pool.isShutdown()
                ? queue.peek()
                : null;
    }

    /** Called when a handler of the application rejected the task; one that returned may have queued it after all. */
    public static void refused(Runnable task, Object handler) {
        if (handler.getClass() != ThreadPoolExecutor.AbortPolicy.class
                && handler.getClass() != ThreadPoolExecutor.CallerRunsPolicy.class) {
            TaskContexts.detach(task);
        }
    }

    /** Called when the queue has returned the task's first entry. */
    public static void removed(Runnable task) {
        TaskContexts.skip(task);
    }

    public static void drained(@Nullable List<Runnable> tasks) {
        if (tasks != null) {
            for (Runnable task : tasks) {
                TaskContexts.skip(task);
            }
        }
    }
}
