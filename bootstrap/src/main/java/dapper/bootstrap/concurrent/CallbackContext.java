// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The context of the thread that registered a callback, for the runs of the callback on any thread. A callback extends
 * this class, so its context costs one field and lives as long as the callback.
 *
 * <p>For callbacks that run many times. A task that runs once has its context in {@link TaskContexts}.
 */
public abstract class CallbackContext {
    private final @Nullable TraceContext context;

    /** Takes the context of the running thread, null if it has none. */
    protected CallbackContext() {
        context = Current.capture();
    }

    /** Returns whether the running thread has a context to carry. */
    public static boolean isPresent() {
        return Current.capture() != null;
    }

    /**
     * Begins a run on the running thread, exactly in the context that was taken.
     *
     * @return to be passed to {@link TaskRuns#end} on the same thread; null if the thread has that context already
     */
    @SuppressWarnings("ReferenceEquality") // a context has no equality of its own
    public final @Nullable Object begin() {
        return Current.get() == context ? null : TaskRuns.enterExactly(context);
    }

    /**
     * As {@link #begin}, for a run that may leave its own context on the thread, because it stops in the middle of its
     * work: there is always one to restore.
     */
    public final Object enter() {
        return TaskRuns.enterExactly(context);
    }

    /** Returns whether the running thread has the context that was taken. */
    @SuppressWarnings("ReferenceEquality") // a context has no equality of its own
    public final boolean isOfThread() {
        return Current.capture() == context;
    }
}
