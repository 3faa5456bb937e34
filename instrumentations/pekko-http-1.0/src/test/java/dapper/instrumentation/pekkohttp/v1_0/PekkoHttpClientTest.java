// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.javaagent.testing.AsyncHttpClientContract;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.settings.ClientConnectionSettings;
import org.apache.pekko.http.javadsl.settings.ConnectionPoolSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

class PekkoHttpClientTest extends AsyncHttpClientContract {
    private final ActorSystem system = Pekko.start();
    private final Http http = Http.get(system);

    @AfterAll
    void stop() throws Exception {
        Pekko.stop(system);
    }

    private ConnectionPoolSettings settings(URI uri) {
        ClientConnectionSettings connection = ClientConnectionSettings.create(system)
                .withIdleTimeout(scala.concurrent.duration.Duration.create(patienceMillis(uri), TimeUnit.MILLISECONDS));
        return ConnectionPoolSettings.create(system)
                .withMaxRetries(0)
                .withMaxOpenRequests(64)
                .withConnectionSettings(connection);
    }

    private CompletionStage<Answer> start(String method, URI uri, Map<String, String> headers, String body) {
        HttpRequest request = HttpRequest.create(uri.toString())
                .withMethod(HttpMethods.lookup(method).orElseThrow());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            request = request.addHeader(RawHeader.create(header.getKey(), header.getValue()));
        }
        if (!body.isEmpty()) {
            request = request.withEntity(body);
        }
        return http.singleRequest(request, http.defaultClientHttpsContext(), settings(uri), system.log())
                .thenCompose(this::read);
    }

    private CompletionStage<Answer> read(HttpResponse response) {
        return response.entity()
                .toStrict(60_000, system)
                .thenApply(entity -> new Answer(
                        response.status().intValue(), entity.getData().utf8String()));
    }

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        try {
            return start(method, uri, headers, body).toCompletableFuture().get(120, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    @Override
    protected void send(URI uri, BiConsumer<@Nullable Answer, @Nullable Throwable> callback) {
        start("GET", uri, Map.of(), "").whenComplete(callback);
    }

    @Override
    protected boolean carriesContextIntoCallbacks() {
        return false;
    }

    /** The client leaves redirects to its caller. */
    @Override
    protected boolean followsRedirects() {
        return false;
    }
}
