// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.HandlerWork;
import dapper.javaagent.testing.HttpServerContract;
import dapper.javaagent.testing.RecordedSpan;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.RequestEntityAcceptances;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An asynchronous handler; how else a handler is bound, its subclasses choose. */
class PekkoHttpServerTest extends HttpServerContract {
    /** The longest pipeline of requests on one connection. */
    private static final int PIPELINE = 4;

    private final BlockingQueue<CompletableFuture<HttpResponse>> open = new LinkedBlockingQueue<>();
    final ActorSystem system = Pekko.start();

    @Override
    protected final URI start() throws Exception {
        ServerSettings settings = ServerSettings.create(system);
        ServerBinding binding = bind(Http.get(system)
                        .newServerAt("127.0.0.1", 0)
                        .withSettings(settings.withPipeliningLimit(PIPELINE)
                                .withParserSettings(settings.getParserSettings()
                                        .withCustomMethods(HttpMethods.custom(
                                                "FROBNICATE", false, true, RequestEntityAcceptances.Tolerated)))))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return URI.create("http://localhost:" + binding.localAddress().getPort() + "/app");
    }

    CompletionStage<ServerBinding> bind(ServerBuilder server) {
        return server.bind(this::handle);
    }

    @Override
    protected final void stop() throws Exception {
        Pekko.stop(system);
    }

    @Override
    protected @Nullable String route(String path) {
        return null;
    }

    final CompletionStage<HttpResponse> handle(HttpRequest request) {
        if (request.getUri().path().equals("/app/open")) {
            CompletableFuture<HttpResponse> response = new CompletableFuture<>();
            open.add(response);
            return response;
        }
        return CompletableFuture.completedFuture(answer(request));
    }

    static HttpResponse answer(HttpRequest request) {
        switch (request.getUri().path()) {
            case "/app/plain":
                return response(200)
                        .addHeader(RawHeader.create("X-Answer", "1"))
                        .withEntity(work());
            case "/app/status":
                return response(
                        Integer.parseInt(request.getUri().query().get("code").orElseThrow()));
            case "/app/throw":
                throw new IllegalStateException("broken");
            default:
                return response(404);
        }
    }

    private static HttpResponse response(int status) {
        return HttpResponse.create().withStatus(StatusCodes.get(status));
    }

    static String work() {
        try {
            return HandlerWork.work("handler");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void answerNext(int status) throws InterruptedException {
        CompletableFuture<HttpResponse> response = open.poll(60, TimeUnit.SECONDS);
        assertThat(response).isNotNull();
        response.complete(response(status));
    }

    private Socket connect(String... paths) throws IOException {
        Socket connection = new Socket("127.0.0.1", uri("").getPort());
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET /app").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        connection.getOutputStream().write(requests.toString().getBytes(StandardCharsets.ISO_8859_1));
        return connection;
    }

    @Test
    void eachRequestOfAPipelineIsOneRequest() throws Exception {
        try (Socket connection = connect("/open?n=1", "/open?n=2", "/open?n=3")) {
            CompletableFuture<HttpResponse> first = open.poll(60, TimeUnit.SECONDS);
            answerNext(404);
            answerNext(503);
            first.complete(response(204));
            assertThat(connection.getInputStream().read()).isEqualTo('H');
            List<RecordedSpan> spans = spans().take(3);
            assertThat(spans.get(0)).hasAttribute("url.query", "n=1").hasAttribute("http.response.status_code", 204);
            assertThat(spans.get(1)).hasAttribute("url.query", "n=2").hasAttribute("http.response.status_code", 404);
            assertThat(spans.get(2)).hasAttribute("url.query", "n=3").hasError("503");
        }
    }

    @Test
    void aRequestWhoseConnectionBreaksEndsWithoutAStatus() throws Exception {
        try (Socket connection = connect("/open")) {
            CompletableFuture<HttpResponse> response = open.poll(60, TimeUnit.SECONDS);
            assertThat(response).isNotNull();
            connection.setSoLinger(true, 0); // resets the connection
        }

        RecordedSpan server = spans().takeOne();
        assertThat(server).hasName("GET").hasKind(SpanKind.SERVER).hasNoError();
        assertThat(server.attributes()).doesNotContainKey("http.response.status_code");
    }
}
