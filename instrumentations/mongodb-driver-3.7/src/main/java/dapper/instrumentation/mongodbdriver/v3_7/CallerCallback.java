// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import com.mongodb.internal.async.SingleResultCallback;
import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;
import org.jspecify.annotations.Nullable;

/** Runs a callback of the driver, on any thread, in the context of the thread that passed it. */
public final class CallerCallback<T> extends CallbackContext implements SingleResultCallback<T> {
    private final SingleResultCallback<T> callback;

    private CallerCallback(SingleResultCallback<T> callback) {
        this.callback = callback;
    }

    /** Returns the arguments with such a callback as the last one, unless the running thread has no context. */
    public static Object[] inPlaceOfLast(Object[] arguments) {
        int last = arguments.length - 1;
        Object callback = arguments[last];
        if (!isPresent() || !(callback instanceof SingleResultCallback)) {
            return arguments;
        }
        Object[] changed = arguments.clone();
        changed[last] = new CallerCallback<>((SingleResultCallback<?>) callback);
        return changed;
    }

    @Override
    public void onResult(@Nullable T result, @Nullable Throwable thrown) {
        Object before = begin();
        try {
            callback.onResult(result, thrown);
        } finally {
            TaskRuns.end(before);
        }
    }
}
