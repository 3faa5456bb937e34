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

/** Tasks on their way into a thread pool, and out of it without having run. */
public final class PoolTasks {
    /** One element: whether the thread is scheduling a periodic task. The task is not asked: an application may decorate it. */
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

    /** The running thread begins to schedule a task that runs periodically, or has done so. */
    public static void periodic(boolean begins) {
        PERIODIC.get()[0] = begins;
    }

    /** What runs periodically belongs to nobody's request, and neither do the time-outs of virtual threads. */
    public static void scheduled(ScheduledThreadPoolExecutor pool, @Nullable RunnableScheduledFuture<?> task) {
        if (task != null
                && !PERIODIC.get()[0]
                && !(pool.getClass() == ScheduledThreadPoolExecutor.class
                        && VirtualThreads.isPartOf(pool.getThreadFactory().getClass()))) {
            TaskContexts.attach(task);
        }
    }

    /** Before the handler of rejections gets the task. */
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
                TaskContexts.take(oldest);
            }
        }
    }

    /**
     * What the policy discards. Only pools and queues of the JDK are asked, and of them only queues whose locks nobody holds
     * while code of the application runs. Of others the context stays beside the task, until that is garbage.
     */
    private static @Nullable Runnable oldest(ThreadPoolExecutor pool, BlockingQueue<Runnable> queue) {
        Class<?> type = queue.getClass();
        return pool.getClass() == ThreadPoolExecutor.class
                        && (type == LinkedBlockingQueue.class || type == ArrayBlockingQueue.class)
                        && !pool.isShutdown()
                ? queue.peek()
                : null;
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
