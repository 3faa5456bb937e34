// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import dapper.bootstrap.Span;
import dapper.bootstrap.http.HttpServerTracer;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletResponse;

/** Ends the span of an asynchronous request when the container completes it, on any thread. */
final class EndOfRequest implements AsyncListener {
    private final Span span;
    private final HttpServletResponse response;
    private final AtomicBoolean ended = new AtomicBoolean();

    EndOfRequest(Span span, HttpServletResponse response) {
        this.span = span;
        this.response = response;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (ended.compareAndSet(false, true)) {
            HttpServerTracer.status(span, ServletRequests.status(response));
            span.end();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        Throwable thrown = event.getThrowable();
        if (thrown != null && !ended.get()) {
            HttpServerTracer.fail(span, thrown);
        }
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
