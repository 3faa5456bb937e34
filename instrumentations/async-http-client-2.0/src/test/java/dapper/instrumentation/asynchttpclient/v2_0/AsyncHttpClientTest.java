// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.asynchttpclient.v2_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.javaagent.testing.AsyncHttpClientContract;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.javaagent.testing.WatchedObjects;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.AsyncCompletionHandlerBase;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.Response;
import org.asynchttpclient.request.body.generator.BodyGenerator;
import org.asynchttpclient.request.body.generator.ByteArrayBodyGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AsyncHttpClientTest extends AsyncHttpClientContract {
    private final AsyncHttpClient patient = client(60_000);
    private final AsyncHttpClient impatient = client(1_000);

    private static AsyncHttpClient client(int timeoutMillis) {
        DefaultAsyncHttpClientConfig.Builder config = new DefaultAsyncHttpClientConfig.Builder()
                .setFollowRedirect(true)
                .setMaxRequestRetry(0);
        Method setter = Arrays.stream(DefaultAsyncHttpClientConfig.Builder.class.getMethods())
                .filter(method -> method.getName().equals("setRequestTimeout"))
                .findFirst()
                .orElseThrow();
        try {
            boolean takesMillis = setter.getParameterTypes()[0] == int.class; // a duration since 3.0
            setter.invoke(config, takesMillis ? (Object) timeoutMillis : Duration.ofMillis(timeoutMillis));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return new DefaultAsyncHttpClient(config.build());
    }

    @AfterAll
    void closeClients() throws IOException {
        patient.close();
        impatient.close();
    }

    private static Request request(String method, URI uri, Map<String, String> headers, String body) {
        RequestBuilder request = new RequestBuilder(method).setUrl(uri.toString());
        headers.forEach(request::addHeader);
        return body.isEmpty() ? request.build() : request.setBody(body).build();
    }

    private static Request get(URI uri) {
        return request("GET", uri, Map.of(), "");
    }

    private static Answer answer(Response response) {
        return new Answer(response.getStatusCode(), response.getResponseBody());
    }

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        AsyncHttpClient client = patienceMillis(uri) < 60_000 ? impatient : patient;
        try {
            return answer(
                    client.executeRequest(request(method, uri, headers, body)).get(120, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    @Override
    protected void send(URI uri, BiConsumer<@Nullable Answer, @Nullable Throwable> callback) {
        patient.executeRequest(get(uri), new AsyncCompletionHandler<Response>() {
            @Override
            public Response onCompleted(Response response) {
                callback.accept(answer(response), null);
                return response;
            }

            @Override
            public void onThrowable(Throwable thrown) {
                callback.accept(null, thrown);
            }
        });
    }

    @Override
    @SuppressWarnings("unchecked") // a proxy has no type argument
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        BodyGenerator generator = new ByteArrayBodyGenerator(body.getBytes(StandardCharsets.UTF_8));
        Request request = new RequestBuilder("POST")
                .setUrl(uri.toString())
                .setBody(watched.watch(BodyGenerator.class, generator))
                .build();
        AsyncHandler<Response> handler = watched.watch(AsyncHandler.class, new AsyncCompletionHandlerBase());
        return patient.executeRequest(request, handler)
                        .get(120, TimeUnit.SECONDS)
                        .getStatusCode()
                == 200;
    }

    @Override
    protected boolean carriesContextIntoCallbacks() {
        return true;
    }

    private static void inSpan(String name) {
        try {
            Traces.inSpan(name, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyCallbackHasTheContextOfTheCaller() throws Exception {
        CountDownLatch callbacks = new CountDownLatch(2);
        Traces.inSpan("parent", () -> {
            ListenableFuture<Response> future = patient.executeRequest(get(uri("/ok")), new AsyncCompletionHandler<>() {
                @Override
                public State onStatusReceived(HttpResponseStatus status) throws Exception {
                    inSpan("status");
                    return super.onStatusReceived(status);
                }

                @Override
                public State onBodyPartReceived(HttpResponseBodyPart part) throws Exception {
                    if (part.isLast()) {
                        inSpan("body");
                    }
                    return super.onBodyPartReceived(part);
                }

                @Override
                public Response onCompleted(Response response) {
                    inSpan("completed");
                    return response;
                }
            });
            future.addListener(
                    () -> {
                        inSpan("listener");
                        callbacks.countDown();
                    },
                    Runnable::run);
            future.toCompletableFuture().thenAccept(response -> {
                inSpan("stage");
                callbacks.countDown();
            });
            future.get(60, TimeUnit.SECONDS);
        });
        assertThat(callbacks.await(60, TimeUnit.SECONDS)).isTrue();

        List<RecordedSpan> spans = spans().take(7);
        assertThat(spans.subList(0, 5))
                .extracting(RecordedSpan::name)
                .containsExactly("parent", "GET", "status", "body", "completed");
        assertThat(spans.subList(5, 7)).extracting(RecordedSpan::name).containsExactlyInAnyOrder("listener", "stage");
        for (RecordedSpan span : spans.subList(1, 7)) {
            assertThat(span).isChildOf(spans.get(0));
        }
        forgetRequests();
    }

    @Test
    void aCancelledCallHasNotFailed() {
        ListenableFuture<Response> future = patient.executeRequest(get(uri("/hang")));

        future.cancel(true);

        assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(spans().takeOne()).hasName("GET").hasNoError().hasNoAttribute("http.response.status_code");
        forgetRequests();
    }

    @Test
    void aCallThatAHandlerAbortsHasAStatus() throws Exception {
        // The rest of the response must not be taken for that of the connection's next request.
        Request request = request("GET", uri("/ok"), Map.of("Connection", "close"), "");
        Traces.inSpan(
                "parent",
                () -> patient.executeRequest(request, new AsyncCompletionHandler<String>() {
                            @Override
                            public State onStatusReceived(HttpResponseStatus status) {
                                return State.ABORT;
                            }

                            @Override
                            public String onCompleted(@Nullable Response response) {
                                return "aborted";
                            }
                        })
                        .get(60, TimeUnit.SECONDS));

        assertThat(spans().take(2).get(1)).hasNoError().hasAttribute("http.response.status_code", 200);
        forgetRequests();
    }
}
