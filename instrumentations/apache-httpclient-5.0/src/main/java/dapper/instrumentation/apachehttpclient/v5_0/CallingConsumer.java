// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Ends the call when the head of the final response arrives, before the application sees it. */
public final class CallingConsumer<T> implements AsyncResponseConsumer<T> {
    private final AsyncResponseConsumer<T> delegate;
    private final AsyncCall call;

    public CallingConsumer(AsyncResponseConsumer<T> delegate, AsyncCall call) {
        this.delegate = delegate;
        this.call = call;
    }

    @Override
    public void consumeResponse(
            HttpResponse response, @Nullable EntityDetails entity, HttpContext context, FutureCallback<T> callback)
            throws HttpException, IOException {
        call.end(response, null);
        delegate.consumeResponse(response, entity, context, callback);
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) throws HttpException, IOException {
        delegate.informationResponse(response, context);
    }

    @Override
    public void failed(Exception cause) {
        call.end(null, cause);
        delegate.failed(cause);
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        delegate.updateCapacity(channel);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        delegate.consume(source);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) throws HttpException, IOException {
        delegate.streamEnd(trailers);
    }

    @Override
    public void releaseResources() {
        delegate.releaseResources();
    }
}
