// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors.boot;

import dapper.bootstrap.concurrent.TaskContexts;
import dapper.bootstrap.concurrent.TaskRuns;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of fork-join pools. The thread that executes a task, its worker or a waiting thread that helps, sees the task's
 * context.
 */
public final class ForkJoinTasks {
    private ForkJoinTasks() {}

    public static void submitted(ForkJoinPool pool, @Nullable ForkJoinTask<?> task) {
        if (task != null && !VirtualThreads.isScheduler(pool)) {
            TaskContexts.attach(task);
        }
    }

    public static void forked(ForkJoinTask<?> task) {
        TaskContexts.attach(task);
    }

    /** @param period 0 for a task that runs once */
    public static void scheduled(ForkJoinTask<?> task, long period, @Nullable ForkJoinPool pool) {
        if (period == 0 && !VirtualThreads.isScheduler(pool)) {
            TaskContexts.attach(task);
        }
    }

    /** The result is for {@link TaskRuns#end}. */
    public static @Nullable Object begin(ForkJoinTask<?> task) {
        return VirtualThreads.isCarrier() ? null : TaskRuns.begin(task);
    }
}
