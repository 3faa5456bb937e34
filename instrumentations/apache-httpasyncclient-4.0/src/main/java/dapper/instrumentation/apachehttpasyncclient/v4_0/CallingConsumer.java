// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import java.io.IOException;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Ends the call when the head of the final response arrives, before the application sees it. */
public final class CallingConsumer<T> implements HttpAsyncResponseConsumer<T> {
    private final HttpAsyncResponseConsumer<T> delegate;
    private final AsyncCall call;

    public CallingConsumer(HttpAsyncResponseConsumer<T> delegate, AsyncCall call) {
        this.delegate = delegate;
        this.call = call;
    }

    @Override
    public void responseReceived(HttpResponse response) throws IOException, HttpException {
        call.end(response, null);
        delegate.responseReceived(response);
    }

    @Override
    public void consumeContent(ContentDecoder decoder, IOControl control) throws IOException {
        delegate.consumeContent(decoder, control);
    }

    @Override
    public void responseCompleted(HttpContext context) {
        delegate.responseCompleted(context);
    }

    @Override
    public void failed(Exception thrown) {
        call.end(null, thrown);
        delegate.failed(thrown);
    }

    @Override
    public boolean cancel() {
        boolean cancelled = delegate.cancel();
        if (cancelled) {
            call.end(null, null);
        }
        return cancelled;
    }

    @Override
    public @Nullable Exception getException() {
        return delegate.getException();
    }

    @Override
    public @Nullable T getResult() {
        return delegate.getResult();
    }

    @Override
    public boolean isDone() {
        return delegate.isDone();
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }
}
