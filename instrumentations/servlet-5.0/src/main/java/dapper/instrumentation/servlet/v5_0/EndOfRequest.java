// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v5_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;

/** Ends an asynchronous request when the container completes it, on any thread. */
final class EndOfRequest implements AsyncListener {
    private final ServerCall call;
    private final HttpServletResponse response;

    EndOfRequest(ServerCall call, HttpServletResponse response) {
        this.call = call;
        this.response = response;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ServletRequests.CALLS.end(call, response, null);
    }

    @Override
    public void onError(AsyncEvent event) {
        ServerCalls.fail(call, event.getThrowable());
    }

    /** Not the end: a listener of the application may respond, otherwise the container responds and completes. */
    @Override
    public void onTimeout(AsyncEvent event) {}

    /** A dispatched request that goes asynchronous again has lost its listeners. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
