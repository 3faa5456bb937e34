// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v5_0;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;
import io.vertx.core.Completable;
import org.jspecify.annotations.Nullable;

/** A listener of a future, or an operation that follows it, with the context of the thread that added it. */
public final class ContextListener<T> extends CallbackContext implements Completable<T> {
    private final Completable<T> actual;

    private ContextListener(Completable<T> actual) {
        this.actual = actual;
    }

    /** Returns the listener itself if the running thread has no context. */
    public static <T> Completable<T> of(Completable<T> actual) {
        return isPresent() ? new ContextListener<>(actual) : actual;
    }

    @Override
    public void complete(@Nullable T result, @Nullable Throwable failure) {
        Object before = begin();
        try {
            actual.complete(result, failure);
        } finally {
            TaskRuns.end(before);
        }
    }
}
