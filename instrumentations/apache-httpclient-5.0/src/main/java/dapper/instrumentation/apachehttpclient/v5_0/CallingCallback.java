// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import org.apache.hc.core5.concurrent.FutureCallback;
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
            TraceContext previous = Current.swap(call.caller());
            try {
                delegate.completed(result);
            } finally {
                Current.set(previous);
            }
        }
    }

    @Override
    public void failed(Exception thrown) {
        call.fail(thrown);
        if (delegate != null) {
            TraceContext previous = Current.swap(call.caller());
            try {
                delegate.failed(thrown);
            } finally {
                Current.set(previous);
            }
        }
    }

    @Override
    public void cancelled() {
        call.fail(null);
        if (delegate != null) {
            TraceContext previous = Current.swap(call.caller());
            try {
                delegate.cancelled();
            } finally {
                Current.set(previous);
            }
        }
    }
}
