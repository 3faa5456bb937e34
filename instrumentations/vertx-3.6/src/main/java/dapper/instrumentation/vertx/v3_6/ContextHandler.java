// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v3_6;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;
import io.vertx.core.Handler;
import org.jspecify.annotations.Nullable;

/** A handler with the context of the thread that registered it. It runs on any thread, any number of times. */
public final class ContextHandler<E> extends CallbackContext implements Handler<E> {
    private final Handler<E> actual;

    private ContextHandler(Handler<E> actual) {
        this.actual = actual;
    }

    /** Returns the handler itself if the running thread has no context: it has that of the thread which calls it. */
    public static <E> @Nullable Handler<E> of(@Nullable Handler<E> actual) {
        return isPresent() ? exactly(actual) : actual;
    }

    /**
     * As {@link #of}, for a handler that must not run in the context of another caller. The thread of a connection
     * works for all of them.
     */
    public static <E> @Nullable Handler<E> exactly(@Nullable Handler<E> actual) {
        return actual == null || actual instanceof ContextHandler ? actual : new ContextHandler<>(actual);
    }

    /**
     * Begins a run for the call to which the handler belongs.
     *
     * @return to be passed to {@link TaskRuns#end} on the same thread; null if there is nothing to restore
     */
    public static @Nullable Object begin(@Nullable Handler<?> handler) {
        return handler instanceof ContextHandler ? ((ContextHandler<?>) handler).begin() : null;
    }

    @Override
    public void handle(E event) {
        Object before = begin();
        try {
            actual.handle(event);
        } finally {
            TaskRuns.end(before);
        }
    }
}
