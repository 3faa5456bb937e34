// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors.boot;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.concurrent.TaskContexts;
import org.jspecify.annotations.Nullable;

/**
 * The worker threads of thread pools: between two tasks each of them has the context it was started with, which is nearly
 * always none, whatever the tasks left behind.
 *
 * <p>A worker's loop cannot be entered from outside, but it gets every task but the first from {@code getTask()} and
 * unlocks itself after each one.
 */
public final class PoolWorkers {
    /** Only for threads that a factory gave a context of its own; other threads are spared the look-up. */
    private static final ThreadLocal<@Nullable TraceContext> OWN = new ThreadLocal<>();

    private static volatile boolean anyOwn;

    private PoolWorkers() {}

    /** The loop begins, with its first task if it has one. */
    public static @Nullable TraceContext started(@Nullable Runnable firstTask) {
        TraceContext own = Current.get();
        if (own != null) {
            anyOwn = true;
            OWN.set(own);
        }
        begin(firstTask);
        return own;
    }

    /** A task is about to run. */
    public static void begin(@Nullable Runnable task) {
        if (task != null) {
            TraceContext context = TaskContexts.take(task);
            if (context != null) {
                Current.set(context);
            }
        }
    }

    /** A task has run. */
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
