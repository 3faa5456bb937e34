// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import org.apache.http.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/** Ends a call that got no response, and calls the application's callback in the caller's context. */
public final class CallingCallback<T> implements FutureCallback<T> {
    private final @Nullable FutureCallback<T> delegate;
    private final AsyncCall call;

    public CallingCallback(@Nullable FutureCallback<T> delegate, AsyncCall call) {
        this.delegate = delegate;
        this.call = call;
    }

    @Override
    public void completed(T result) {
        if (delegate != null) {
            TraceContext before = call.enterCaller();
            try {
                delegate.completed(result);
            } finally {
                Call.leaveCaller(before);
            }
        }
    }

    @Override
    public void failed(Exception thrown) {
        call.end(null, thrown);
        if (delegate != null) {
            TraceContext before = call.enterCaller();
            try {
                delegate.failed(thrown);
            } finally {
                Call.leaveCaller(before);
            }
        }
    }

    @Override
    public void cancelled() {
        call.end(null, null);
        if (delegate != null) {
            TraceContext before = call.enterCaller();
            try {
                delegate.cancelled();
            } finally {
                Call.leaveCaller(before);
            }
        }
    }
}
