// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
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

    /** Called when the loop begins, with its first task if it has one. The result is for {@link #stopped}. */
    public static @Nullable Object started(@Nullable Runnable firstTask) {
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
            TaskRuns.adopt(task); // until end() restores the worker's own
        }
    }

    /** Called after a task has run. */
    public static void end() {
        Current.set(anyOwn ? OWN.get() : null);
    }

    public static void stopped(@Nullable Object own) {
        Current.set((TraceContext) own);
        if (anyOwn) {
            OWN.remove();
        }
    }
}
