// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The run of a task: the thread has the task's context while it runs it, and its previous context afterwards. The begin
 * methods return the argument for the end, null for a task without a context: then there is nothing to restore.
 */
public final class TaskRuns {
    /** The thread had no context. */
    private static final Object NONE = new Object();

    private TaskRuns() {}

    public static @Nullable Object begin(Object task) {
        return enter(TaskContexts.take(task));
    }

    /** As {@link #begin}, for a task without a context that must not run in that of the thread. */
    public static Object beginExactly(Object task) {
        return enterExactly(TaskContexts.take(task));
    }

    /** As {@link #begin}, without an end: the thread ends with the task, or the caller knows what to restore. */
    public static void adopt(Object task) {
        TraceContext context = TaskContexts.take(task);
        if (context != null) {
            Current.set(context);
        }
    }

    private static @Nullable Object enter(@Nullable TraceContext context) {
        if (context == null) {
            return null;
        }
        return enterExactly(context);
    }

    static Object enterExactly(@Nullable TraceContext context) {
        TraceContext before = Current.swap(context);
        return before == null ? NONE : before;
    }

    @SuppressWarnings("ReferenceEquality") // a marker
    public static void end(@Nullable Object before) {
        if (before != null) {
            Current.set(before == NONE ? null : (TraceContext) before);
        }
    }

    /**
     * Called when a stage of a completable future is tried, possibly several times before all its inputs are there: the
     * context stays until it has run.
     */
    public static @Nullable Object beginTry(Object stage) {
        return enter(TaskContexts.peek(stage));
    }

    /** @param dependent the future that the stage completes, null once it has run */
    public static void endTry(Object stage, @Nullable Object before, @Nullable Object dependent) {
        if (before != null) {
            end(before);
            if (dependent == null) {
                TaskContexts.forget(stage);
            }
        }
    }
}
