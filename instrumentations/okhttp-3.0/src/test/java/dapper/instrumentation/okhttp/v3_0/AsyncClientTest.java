// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AsyncHttpClientContract;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.javaagent.testing.WatchedObjects;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AsyncClientTest extends AsyncHttpClientContract {
    private final Clients clients = new Clients();

    /** The application's callback. */
    private static final class Completing implements Callback {
        private final BiConsumer<@Nullable Answer, @Nullable Throwable> done;

        Completing(BiConsumer<@Nullable Answer, @Nullable Throwable> done) {
            this.done = done;
        }

        @Override
        public void onResponse(Call call, Response response) throws IOException {
            done.accept(Clients.answer(response), null);
        }

        @Override
        public void onFailure(Call call, IOException thrown) {
            done.accept(null, thrown);
        }
    }

    private static Callback completing(CompletableFuture<Answer> future) {
        return new Completing((answer, thrown) -> {
            if (thrown == null) {
                future.complete(answer);
            } else {
                future.completeExceptionally(thrown);
            }
        });
    }

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        CompletableFuture<Answer> future = new CompletableFuture<>();
        clients.waiting(patienceMillis(uri))
                .newCall(Clients.request(method, uri, headers, body))
                .enqueue(completing(future));
        try {
            return future.get(120, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    @Override
    protected void send(URI uri, BiConsumer<@Nullable Answer, @Nullable Throwable> callback) {
        clients.waiting(60_000).newCall(request(uri)).enqueue(new Completing(callback));
    }

    @Override
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        Request request = new Request.Builder()
                .url(uri.toString())
                .post(new WatchedBody(body, watched))
                .build();
        CompletableFuture<Answer> future = new CompletableFuture<>();
        clients.waiting(60_000).newCall(request).enqueue(watched.watch(Callback.class, completing(future)));
        return future.get(120, TimeUnit.SECONDS).status() == 200;
    }

    @Override
    protected boolean carriesContextIntoCallbacks() {
        return true;
    }

    private static Request request(URI uri) {
        return new Request.Builder().url(uri.toString()).build();
    }

    @Test
    void callsThatWaitForTheirTurnBelongToTheirCallers() throws Exception {
        Dispatcher oneAtATime = new Dispatcher();
        oneAtATime.setMaxRequests(1);
        OkHttpClient client =
                clients.waiting(60_000).newBuilder().dispatcher(oneAtATime).build();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            answers.add(answer);
            Traces.inSpan("parent", () -> client.newCall(request(uri("/ok"))).enqueue(completing(answer)));
        }
        for (CompletableFuture<Answer> answer : answers) {
            answer.get(120, TimeUnit.SECONDS);
        }

        Map<String, RecordedSpan> parents = new HashMap<>();
        List<RecordedSpan> spans = spans().take(10);
        spans.stream().filter(span -> span.name().equals("parent")).forEach(span -> parents.put(span.spanId(), span));
        for (RecordedSpan span : spans) {
            if (span.kind() == SpanKind.CLIENT) {
                assertThat(span).isChildOf(Objects.requireNonNull(parents.remove(span.parentSpanId())));
            }
        }
        assertThat(parents).isEmpty();
        forgetRequests();
    }

    @Test
    void theClientsThreadsKeepNoContext() throws Exception {
        OkHttpClient client = clients.waiting(60_000);
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Traces.inSpan("parent", () -> client.newCall(request(uri("/ok"))).enqueue(completing(answer)));
        answer.get(120, TimeUnit.SECONDS);

        List<CompletableFuture<@Nullable TraceContext>> left = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<@Nullable TraceContext> found = new CompletableFuture<>();
            left.add(found);
            client.dispatcher().executorService().execute(() -> found.complete(Current.get()));
        }
        for (CompletableFuture<@Nullable TraceContext> found : left) {
            assertThat(found.get(120, TimeUnit.SECONDS)).isNull();
        }
        spans().take(2);
        forgetRequests();
    }

    @Test
    void aCancelledCallHasNotFailed() throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Call call = clients.waiting(60_000).newCall(request(uri("/hang")));
        call.enqueue(completing(answer));

        call.cancel();

        assertThatThrownBy(() -> answer.get(120, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThat(spans().takeOne()).hasName("GET").hasNoError().hasNoAttribute("http.response.status_code");
        forgetRequests();
    }
}
