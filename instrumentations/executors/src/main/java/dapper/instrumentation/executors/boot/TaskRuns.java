// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors.boot;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.concurrent.TaskContexts;
import org.jspecify.annotations.Nullable;

/**
 * The run of a task: the thread has the task's context while it runs it, and what it had before afterwards. Whatever begins
 * answers what the end needs to know, null for a task without a context: then there is nothing to restore.
 */
public final class TaskRuns {
    /** The thread had no context. */
    private static final Object NONE = new Object();

    private TaskRuns() {}

    public static @Nullable Object begin(Object task) {
        return enter(TaskContexts.take(task));
    }

    private static @Nullable Object enter(@Nullable TraceContext context) {
        if (context == null) {
            return null;
        }
        return enterExactly(context);
    }

    /** The thread has this context from now on, also if it is none. */
    static Object enterExactly(@Nullable TraceContext context) {
        TraceContext before = Current.swap(context);
        return before == null ? NONE : before;
    }

    public static void end(@Nullable Object before) {
        if (before != null) {
            Current.set(before == NONE ? null : (TraceContext) before);
        }
    }

    /**
     * A stage of a completable future is tried, perhaps several times, before all that it waits for is there: the context
     * stays until it has run.
     */
    public static @Nullable Object beginTry(Object stage) {
        return enter(TaskContexts.peek(stage));
    }

    /** @param dependent what the stage completes, null once it has run */
    public static void endTry(Object stage, @Nullable Object before, @Nullable Object dependent) {
        if (before != null) {
            end(before);
            if (dependent == null) {
                TaskContexts.forget(stage);
            }
        }
    }
}
