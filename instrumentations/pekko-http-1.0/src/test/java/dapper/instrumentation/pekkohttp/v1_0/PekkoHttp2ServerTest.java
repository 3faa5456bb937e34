// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.TestTls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server with TLS, whose clients choose between HTTP/2 and HTTP/1.1. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PekkoHttp2ServerTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    /** The second name of the setting is the older one. */
    private final ActorSystem system =
            Pekko.start("pekko.http.server.enable-http2 = on", "pekko.http.server.preview.enable-http2 = on");

    private SSLContext tls;
    private int port;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        tls = TestTls.create(directory);
        ServerBinding binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .enableHttps(ConnectionContext.httpsServer(tls))
                .bind(PekkoHttp2ServerTest::handle)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        port = binding.localAddress().getPort();
    }

    private static CompletionStage<org.apache.pekko.http.javadsl.model.HttpResponse> handle(
            org.apache.pekko.http.javadsl.model.HttpRequest request) {
        return CompletableFuture.completedFuture(PekkoHttpServerTest.answer(request));
    }

    @AfterAll
    void stop() throws Exception {
        Pekko.stop(system);
    }

    private HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().sslContext(tls).version(version).build();
    }

    private HttpRequest request(String path, String spanId) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/app" + path))
                .header("traceparent", "00-" + TRACE_ID + "-" + spanId + "-01")
                .build();
    }

    @Test
    void everyStreamIsOneRequest() throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        int requests = 20;
        for (int i = 1; i <= requests; i++) {
            responses.add(
                    client.sendAsync(request("/plain?n=" + i, String.format("%016x", i)), BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> response : responses) {
            assertThat(response.get(60, TimeUnit.SECONDS).version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.get().body()).isEqualTo(TRACE_ID);
        }

        List<RecordedSpan> spans = AgentExtension.spans().take(2 * requests);
        List<RecordedSpan> servers =
                spans.stream().filter(span -> span.kind() == SpanKind.SERVER).toList();
        assertThat(servers).hasSize(requests);
        for (RecordedSpan server : servers) {
            assertThat(server)
                    .hasName("GET")
                    .hasNoError()
                    .hasExactlyAttributes(Map.of(
                            "http.request.method", "GET",
                            "http.response.status_code", 200,
                            "url.scheme", "https",
                            "url.path", "/app/plain",
                            "url.query", "n=" + Long.parseLong(server.parentSpanId(), 16),
                            "server.address", "localhost",
                            "server.port", port,
                            "network.protocol.version", "2",
                            "user_agent.original",
                                    (Predicate<Object>)
                                            agent -> agent.toString().startsWith("Java")));
        }
    }

    @Test
    void aRequestOfHttp1OverTlsIsOneRequest() throws Exception {
        HttpResponse<String> response = client(HttpClient.Version.HTTP_1_1)
                .send(request("/plain", "b7ad6b7169203331"), BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo(TRACE_ID);
        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0))
                .hasName("GET")
                .hasKind(SpanKind.SERVER)
                .hasRemoteParent(TRACE_ID, "b7ad6b7169203331")
                .hasAttribute("network.protocol.version", "1.1")
                .hasAttribute("network.peer.address", "127.0.0.1");
        assertThat(spans.get(1)).hasName("handler").isChildOf(spans.get(0));
    }

    /** Without TLS, the client asks for HTTP/2 in a request of HTTP/1.1. */
    @Test
    void aRequestThatUpgradesTheConnectionIsOneRequest() throws Exception {
        ServerBinding binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .bind(PekkoHttp2ServerTest::handle)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        URI uri = URI.create("http://localhost:" + binding.localAddress().getPort() + "/app/plain");
        HttpClient client = client(HttpClient.Version.HTTP_2);
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

            List<RecordedSpan> spans = AgentExtension.spans().take(2);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.body()).isEqualTo(spans.get(0).traceId());
            assertThat(spans.get(0))
                    .hasName("GET")
                    .hasKind(SpanKind.SERVER)
                    .isRoot()
                    .hasNoError()
                    .hasAttribute("network.protocol.version", i == 0 ? "1.1" : "2")
                    .hasAttribute("http.response.status_code", 200);
            assertThat(spans.get(1)).hasName("handler").isChildOf(spans.get(0));
        }
    }
}
