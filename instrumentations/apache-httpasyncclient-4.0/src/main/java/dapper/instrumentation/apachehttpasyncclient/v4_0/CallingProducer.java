// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import java.io.IOException;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Begins the call when the application's producer makes the request. */
public final class CallingProducer implements HttpAsyncRequestProducer {
    private final HttpAsyncRequestProducer delegate;
    final AsyncCall call;

    /** The client asks for it before it asks for the request. */
    private @Nullable HttpHost target;

    public CallingProducer(HttpAsyncRequestProducer delegate, AsyncCall call) {
        this.delegate = delegate;
        this.call = call;
    }

    @Override
    public @Nullable HttpHost getTarget() {
        HttpHost target = delegate.getTarget();
        this.target = target;
        return target;
    }

    @Override
    public HttpRequest generateRequest() throws IOException, HttpException {
        HttpRequest request = delegate.generateRequest();
        call.begin(request, target);
        return request;
    }

    @Override
    public void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
        delegate.produceContent(encoder, control);
    }

    @Override
    public void requestCompleted(HttpContext context) {
        delegate.requestCompleted(context);
    }

    @Override
    public void failed(Exception thrown) {
        call.end(null, thrown);
        delegate.failed(thrown);
    }

    @Override
    public boolean isRepeatable() {
        return delegate.isRepeatable();
    }

    @Override
    public void resetRequest() throws IOException {
        delegate.resetRequest();
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }
}
