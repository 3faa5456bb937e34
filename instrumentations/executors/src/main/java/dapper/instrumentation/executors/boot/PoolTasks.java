// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors.boot;

import dapper.bootstrap.concurrent.TaskContexts;
import java.util.List;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Tasks on their way into a thread pool, and out of it without having run. */
public final class PoolTasks {
    private PoolTasks() {}

    public static void submitted(@Nullable Runnable task) {
        if (task != null) {
            TaskContexts.attach(task);
        }
    }

    /** What runs periodically belongs to nobody's request, and neither do the time-outs of virtual threads. */
    public static void scheduled(ScheduledThreadPoolExecutor pool, @Nullable RunnableScheduledFuture<?> task) {
        if (task != null
                && !task.isPeriodic()
                && !VirtualThreads.isPartOf(pool.getThreadFactory().getClass())) {
            TaskContexts.attach(task);
        }
    }

    /** Before the handler of rejections gets the task. */
    public static void rejected(ThreadPoolExecutor pool, Runnable task, Object handler) {
        Class<?> type = handler.getClass();
        if (type == ThreadPoolExecutor.CallerRunsPolicy.class
                || type == ThreadPoolExecutor.DiscardPolicy.class
                || type == ThreadPoolExecutor.AbortPolicy.class) {
            TaskContexts.detach(task);
        } else if (type == ThreadPoolExecutor.DiscardOldestPolicy.class) {
            TaskContexts.detach(task);
            Runnable oldest = pool.isShutdown() ? null : pool.getQueue().peek();
            if (oldest != null) {
                TaskContexts.take(oldest);
            }
        }
    }

    /** A handler of the application refused the task; one that returned may have put it in the queue after all. */
    public static void refused(Runnable task, Object handler) {
        if (handler.getClass() != ThreadPoolExecutor.AbortPolicy.class
                && handler.getClass() != ThreadPoolExecutor.CallerRunsPolicy.class) {
            TaskContexts.detach(task);
        }
    }

    /** The queue has given back the first of them. */
    public static void removed(Runnable task) {
        TaskContexts.take(task);
    }

    public static void drained(@Nullable List<Runnable> tasks) {
        if (tasks != null) {
            for (Runnable task : tasks) {
                TaskContexts.take(task);
            }
        }
    }
}
