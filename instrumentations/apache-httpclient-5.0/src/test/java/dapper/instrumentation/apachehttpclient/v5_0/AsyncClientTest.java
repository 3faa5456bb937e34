// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.AsyncHttpClientContract;
import dapper.javaagent.testing.WatchedObjects;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.BasicHttpContext;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AsyncClientTest extends AsyncHttpClientContract {
    private final CloseableHttpAsyncClient client =
            HttpAsyncClients.custom().disableAutomaticRetries().build();

    @BeforeAll
    void start() {
        client.start();
    }

    @AfterAll
    void close() throws IOException {
        client.close();
    }

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        SimpleHttpRequest request = new SimpleHttpRequest(method, uri);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.ofMilliseconds(patienceMillis(uri)))
                .build());
        headers.forEach(request::addHeader);
        if (!body.isEmpty()) {
            request.setBody(body, ContentType.TEXT_PLAIN);
        }
        try {
            return answer(client.execute(request, null).get(120, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    @Override
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        HttpRequest request = watched.watch(HttpRequest.class, new BasicHttpRequest("POST", uri));
        CountDownLatch released = new CountDownLatch(1);
        AsyncEntityProducer entity = new StringAsyncEntityProducer(body, ContentType.TEXT_PLAIN);
        AsyncRequestProducer producer =
                watched.watch(AsyncRequestProducer.class, new BasicRequestProducer(request, entity) {
                    @Override
                    public void releaseResources() {
                        super.releaseResources();
                        released.countDown();
                    }
                });
        HttpContext context = watched.watch(HttpContext.class, new BasicHttpContext());
        client.execute(producer, SimpleResponseConsumer.create(), context, null).get(120, TimeUnit.SECONDS);
        assertThat(released.await(120, TimeUnit.SECONDS)).isTrue(); // the last call, by another thread
        return true;
    }

    private static Answer answer(SimpleHttpResponse response) {
        return new Answer(response.getCode(), response.getBodyText());
    }

    @Override
    protected void send(URI uri, BiConsumer<@Nullable Answer, @Nullable Throwable> callback) {
        client.execute(new SimpleHttpRequest("GET", uri), callback(callback));
    }

    private static FutureCallback<SimpleHttpResponse> callback(
            BiConsumer<@Nullable Answer, @Nullable Throwable> callback) {
        return new FutureCallback<>() {
            @Override
            public void completed(SimpleHttpResponse response) {
                callback.accept(answer(response), null);
            }

            @Override
            public void failed(Exception thrown) {
                callback.accept(null, thrown);
            }

            @Override
            public void cancelled() {
                callback.accept(null, new CancellationException());
            }
        };
    }

    @Override
    protected boolean carriesContextIntoCallbacks() {
        return true;
    }

    /** The first versions drop it, later ones reject it. */
    @Override
    protected boolean acceptsUserInfo() {
        return false;
    }

    @Test
    void leavesTheApplicationsRequestAsItIs() throws Exception {
        SimpleHttpRequest request = new SimpleHttpRequest("GET", uri("/ok"));

        client.execute(request, null).get();
        serverGotOneRequestOf(spans().takeOne());
        client.execute(request, null).get();

        assertThat(request.getHeaders()).isEmpty();
        serverGotOneRequestOf(spans().takeOne());
    }

    @Test
    void callsWithOneContextAreCallsOfTheirOwn() throws Exception {
        HttpClientContext context = HttpClientContext.create();
        for (int i = 0; i < 2; i++) {
            client.execute(new SimpleHttpRequest("GET", uri("/ok")), context, null)
                    .get();

            serverGotOneRequestOf(spans().takeOne());
        }
    }

    @Test
    void aCancelledCallHasNotFailed() {
        // The shorter form of execute does not propagate a cancellation in 5.0.
        Future<SimpleHttpResponse> response = client.execute(
                SimpleRequestProducer.create(new SimpleHttpRequest("GET", uri("/hang"))),
                SimpleResponseConsumer.create(),
                null);

        assertThat(response.cancel(true)).isTrue();

        assertThat(spans().takeOne()).hasNoError().hasNoAttribute("http.response.status_code");
        forgetRequests();
    }
}
