// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors.boot;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.concurrent.TaskContexts;
import org.jspecify.annotations.Nullable;

/**
 * The worker threads of thread pools: between two tasks each of them has the context it was started with, nearly always
 * none, even if a task left another one.
 *
 * <p>A worker's loop cannot be woven in the middle, but it gets every task but the first from {@code getTask()} and
 * unlocks itself after each one.
 */
public final class PoolWorkers {
    /** Only for threads whose factory gave them a context; other threads avoid the look-up. */
    private static final ThreadLocal<@Nullable TraceContext> OWN = new ThreadLocal<>();

    private static volatile boolean anyOwn;

    private PoolWorkers() {}

    /** Called when the loop begins, with its first task if it has one. */
    public static @Nullable TraceContext started(@Nullable Runnable firstTask) {
        TraceContext own = Current.get();
        if (own != null) {
            anyOwn = true;
            OWN.set(own);
        }
        begin(firstTask);
        return own;
    }

    /** Called before a task runs. */
    public static void begin(@Nullable Runnable task) {
        if (task != null) {
            TraceContext context = TaskContexts.take(task);
            if (context != null) {
                Current.set(context);
            }
        }
    }

    /** Called after a task has run. */
    public static void end() {
        Current.set(anyOwn ? OWN.get() : null);
    }

    public static void stopped(@Nullable TraceContext own) {
        Current.set(own);
        if (anyOwn) {
            OWN.remove();
        }
    }
}
