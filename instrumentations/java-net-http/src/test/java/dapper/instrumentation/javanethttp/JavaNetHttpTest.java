// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.javaagent.testing.AsyncHttpClientContract;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.javaagent.testing.WatchedObjects;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JavaNetHttpTest extends AsyncHttpClientContract {
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request =
                request(uri).method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    protected void send(URI uri, BiConsumer<@Nullable Answer, @Nullable Throwable> callback) {
        client.sendAsync(request(uri).build(), BodyHandlers.ofString())
                .whenComplete((response, thrown) -> callback.accept(
                        response == null ? null : new Answer(response.statusCode(), response.body()), thrown));
    }

    @Override
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofString(body))
                .build();
        client.send(new WatchedRequest(request, watched), BodyHandlers.discarding());
        return true;
    }

    private static HttpRequest.Builder request(URI uri) {
        // The time starts before the connection exists, which may take a while on a busy machine.
        return HttpRequest.newBuilder(uri).timeout(Duration.ofMillis(2L * patienceMillis(uri)));
    }

    /** The instrumentation of CompletableFuture does that. */
    @Override
    protected boolean carriesContextIntoCallbacks() {
        return false;
    }

    @Test
    void hasEndedTheSpanWhenSendReturns() throws Exception {
        Traces.inSpan("parent", () -> client.send(request(uri("/ok")).build(), BodyHandlers.discarding()));

        var spans = spans().take(2);
        assertThat(spans.get(1).endEpochNanos())
                .isLessThanOrEqualTo(spans.get(0).endEpochNanos());
        serverGotOneRequestOf(spans.get(1));
    }

    @Test
    void theApplicationSeesItsOwnRequest() throws Exception {
        HttpRequest request = request(uri("/ok")).header("X-Own", "kept").build();

        HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());

        assertThat(response.request()).isEqualTo(request).hasSameHashCodeAs(request);
        assertThat(response.request().headers().map()).containsOnlyKeys("X-Own");
        assertThat(request.headers().map()).containsOnlyKeys("X-Own");
        serverGotOneRequestOf(spans().takeOne());
    }

    @Test
    void acceptsRequestsOfAnyClass() throws Exception {
        HttpRequest original = request(uri("/ok")).build();
        HttpRequest own = new OwnRequest(original);

        client.send(own, BodyHandlers.discarding());

        serverGotOneRequestOf(spans().takeOne());
    }

    @Test
    void bodyHandlersDoNotRunInsideTheCall() throws Exception {
        AtomicReference<Object> context = new AtomicReference<>("not called");
        Traces.inSpan(
                "parent",
                () -> client.sendAsync(request(uri("/ok")).build(), info -> {
                            context.set(Current.get());
                            return HttpResponse.BodySubscribers.discarding();
                        })
                        .join());

        var spans = spans().take(2);
        assertThat(context.get()).isNull();
        serverGotOneRequestOf(spans.get(1));
    }

    @Test
    void aCancelledCallHasNotFailed() throws Exception {
        CompletableFuture<HttpResponse<Void>> response =
                client.sendAsync(HttpRequest.newBuilder(uri("/hang")).build(), BodyHandlers.discarding());

        assertThat(response.cancel(true)).isTrue();

        assertThat(response).isCompletedExceptionally();
        assertThat(spans().takeOne()).hasNoError().hasNoAttribute("http.response.status_code");
        forgetRequests();
    }

    @Test
    void recordsWhatNeverLeavesTheClient() {
        HttpRequest tooShort = HttpRequest.newBuilder(uri("/hang"))
                .method("GET", BodyPublishers.fromPublisher(BodyPublishers.noBody(), 1))
                .build();

        assertThatThrownBy(() -> client.send(tooShort, BodyHandlers.discarding()))
                .isInstanceOf(java.io.IOException.class);

        RecordedSpan span = spans().takeOne();
        assertThat(span.error()).isTrue();
        forgetRequests();
    }

    /** Not the JDK's class, so that only the public API of a request can be used. */
    private static final class OwnRequest extends HttpRequest {
        private final HttpRequest delegate;

        OwnRequest(HttpRequest delegate) {
            this.delegate = delegate;
        }

        @Override
        public java.util.Optional<BodyPublisher> bodyPublisher() {
            return delegate.bodyPublisher();
        }

        @Override
        public String method() {
            return delegate.method();
        }

        @Override
        public java.util.Optional<Duration> timeout() {
            return delegate.timeout();
        }

        @Override
        public boolean expectContinue() {
            return delegate.expectContinue();
        }

        @Override
        public URI uri() {
            return delegate.uri();
        }

        @Override
        public java.util.Optional<HttpClient.Version> version() {
            return delegate.version();
        }

        @Override
        public java.net.http.HttpHeaders headers() {
            return delegate.headers();
        }
    }
}
