// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import java.io.IOException;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous call: begins on the application's thread, waits for its turn, and ends on one of the client's. Calls
 * the application's callback in the caller's context.
 */
public final class CallingCallback extends Call implements Callback {
    private final Callback delegate;

    private CallingCallback(Callback delegate) {
        this.delegate = delegate;
    }

    /** @return null if there is nothing to do */
    public static @Nullable CallingCallback start(okhttp3.Call okHttpCall, @Nullable Callback callback) {
        if (callback == null) {
            return null; // the client will throw
        }
        CallingCallback call = new CallingCallback(callback);
        return OkHttpCalls.start(call, okHttpCall) ? call : null;
    }

    /**
     * Makes the call the context of the client's thread.
     *
     * @param callback of a task, of any class
     */
    public static @Nullable TraceContext enter(@Nullable Callback callback) {
        return callback instanceof CallingCallback ? ((CallingCallback) callback).enterOwn() : null;
    }

    public static void leave(@Nullable Callback callback, @Nullable TraceContext before) {
        if (callback instanceof CallingCallback) {
            ((CallingCallback) callback).leaveOwn(before);
        }
    }

    @Override
    public void onResponse(okhttp3.Call okHttpCall, Response response) throws IOException {
        OkHttpCalls.end(this, okHttpCall, response, null);
        TraceContext before = enterCaller();
        try {
            delegate.onResponse(okHttpCall, response);
        } finally {
            Call.leaveCaller(before);
        }
    }

    @Override
    public void onFailure(okhttp3.Call okHttpCall, IOException thrown) {
        OkHttpCalls.end(this, okHttpCall, null, thrown);
        TraceContext before = enterCaller();
        try {
            delegate.onFailure(okHttpCall, thrown);
        } finally {
            Call.leaveCaller(before);
        }
    }
}
