// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;
import io.vertx.core.impl.future.Listener;

/** A listener of a future, or an operation that follows it, with the context of the thread that added it. */
public final class ContextListener<T> extends CallbackContext implements Listener<T> {
    private final Listener<T> actual;

    private ContextListener(Listener<T> actual) {
        this.actual = actual;
    }

    /** Returns the listener itself if the running thread has no context. */
    public static <T> Listener<T> of(Listener<T> actual) {
        return isPresent() ? new ContextListener<>(actual) : actual;
    }

    @Override
    public void onSuccess(T result) {
        Object before = begin();
        try {
            actual.onSuccess(result);
        } finally {
            TaskRuns.end(before);
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        Object before = begin();
        try {
            actual.onFailure(cause);
        } finally {
            TaskRuns.end(before);
        }
    }
}
