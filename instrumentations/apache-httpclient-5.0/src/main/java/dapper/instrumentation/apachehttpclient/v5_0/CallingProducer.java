// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import java.io.IOException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Begins the call when the application's producer hands over the request. */
public final class CallingProducer implements AsyncRequestProducer {
    private final AsyncRequestProducer delegate;
    private final AsyncCall call;

    public CallingProducer(AsyncRequestProducer delegate, AsyncCall call) {
        this.delegate = delegate;
        this.call = call;
    }

    @Override
    public void sendRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        delegate.sendRequest(
                (request, entity, requestContext) -> {
                    call.begin(request);
                    try {
                        channel.sendRequest(request, entity, requestContext);
                    } finally {
                        call.begun();
                    }
                },
                context);
    }

    @Override
    public boolean isRepeatable() {
        return delegate.isRepeatable();
    }

    @Override
    public void failed(Exception cause) {
        delegate.failed(cause);
    }

    @Override
    public int available() {
        return delegate.available();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        delegate.produce(channel);
    }

    @Override
    public void releaseResources() {
        delegate.releaseResources();
    }
}
