// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.AsyncHttpClientContract;
import dapper.javaagent.testing.WatchedObjects;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.message.BasicHttpEntityEnclosingRequest;
import org.apache.http.nio.entity.NStringEntity;
import org.apache.http.nio.protocol.BasicAsyncRequestProducer;
import org.apache.http.nio.protocol.BasicAsyncResponseConsumer;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpAsyncClientTest extends AsyncHttpClientContract {
    private final CloseableHttpAsyncClient client = client();

    CloseableHttpAsyncClient client() {
        return HttpAsyncClients.createDefault();
    }

    @BeforeAll
    void start() {
        client.start();
    }

    @AfterAll
    void close() throws IOException {
        client.close();
    }

    /** A request of the application's own class, as Elasticsearch's client makes them. */
    private static final class OwnRequest extends HttpEntityEnclosingRequestBase {
        private final String method;

        OwnRequest(String method, URI uri) {
            this.method = method;
            setURI(uri);
        }

        @Override
        public String getMethod() {
            return method;
        }
    }

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        // 4.0 does not redirect a GET that may have a body.
        HttpRequestBase request = method.equals("GET") ? new HttpGet(uri) : new OwnRequest(method, uri);
        request.setConfig(
                RequestConfig.custom().setSocketTimeout(patienceMillis(uri)).build());
        headers.forEach(request::addHeader);
        if (!body.isEmpty()) {
            ((OwnRequest) request).setEntity(new NStringEntity(body, ContentType.TEXT_PLAIN));
        }
        try {
            return answer(client.execute(request, null).get(120, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    /** 4.0 leaves the producers of successful calls open; its futures are not wrapped. */
    private static boolean closesProducers(Future<?> response) {
        return !response.getClass().getName().endsWith("BasicFuture");
    }

    private static Answer answer(HttpResponse response) throws IOException {
        return new Answer(
                response.getStatusLine().getStatusCode(),
                response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8));
    }

    @Override
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        BasicHttpEntityEnclosingRequest sent =
                new BasicHttpEntityEnclosingRequest("POST", uri.getRawPath() + "?" + uri.getRawQuery());
        sent.setEntity(new NStringEntity(body, ContentType.TEXT_PLAIN));
        HttpRequest request = watched.watch(HttpRequest.class, sent);
        CountDownLatch released = new CountDownLatch(1);
        HttpHost target = new HttpHost(uri.getHost(), uri.getPort());
        HttpAsyncRequestProducer producer =
                watched.watch(HttpAsyncRequestProducer.class, new BasicAsyncRequestProducer(target, sent) {
                    @Override
                    public HttpRequest generateRequest() {
                        return request;
                    }

                    @Override
                    public void close() throws IOException {
                        super.close();
                        released.countDown();
                    }
                });
        HttpContext context = watched.watch(HttpContext.class, new BasicHttpContext());
        Future<?> response = client.execute(producer, new BasicAsyncResponseConsumer(), context, null);
        response.get(120, TimeUnit.SECONDS);
        if (closesProducers(response)) {
            assertThat(released.await(120, TimeUnit.SECONDS)).isTrue(); // the last call, by another thread
        }
        return true;
    }

    @Override
    protected void send(URI uri, BiConsumer<@Nullable Answer, @Nullable Throwable> callback) {
        client.execute(new HttpGet(uri), new FutureCallback<>() {
            @Override
            public void completed(HttpResponse response) {
                try {
                    callback.accept(answer(response), null);
                } catch (IOException e) {
                    callback.accept(null, e);
                }
            }

            @Override
            public void failed(Exception thrown) {
                callback.accept(null, thrown);
            }

            @Override
            public void cancelled() {
                callback.accept(null, new CancellationException());
            }
        });
    }

    @Override
    protected boolean carriesContextIntoCallbacks() {
        return true;
    }

    @Test
    void leavesTheApplicationsRequestAsItIs() throws Exception {
        HttpGet request = new HttpGet(uri("/ok"));

        client.execute(request, null).get(120, TimeUnit.SECONDS);
        serverGotOneRequestOf(spans().takeOne());
        client.execute(request, null).get(120, TimeUnit.SECONDS);

        assertThat(request.getAllHeaders()).isEmpty();
        serverGotOneRequestOf(spans().takeOne());
    }

    @Test
    void callsWithOneContextAreCallsOfTheirOwn() throws Exception {
        HttpClientContext context = HttpClientContext.create();
        for (int i = 0; i < 2; i++) {
            client.execute(new HttpGet(uri("/ok")), context, null).get(120, TimeUnit.SECONDS);

            serverGotOneRequestOf(spans().takeOne());
        }
    }

    @Test
    void aCancelledCallHasNotFailed() {
        Future<HttpResponse> response = client.execute(new HttpGet(uri("/hang")), null);

        response.cancel(true);

        assertThat(response.isCancelled()).isTrue();
        assertThat(spans().takeOne()).hasNoError().hasNoAttribute("http.response.status_code");
        forgetRequests();
    }
}
