// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.SpanKind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The contract of every HTTP server. The server handles, below its base address:
 *
 * <ul>
 * <li>{@code /plain} with {@link HandlerWork#work work("handler")}, status 200 and the header {@code X-Answer: 1};
 * <li>{@code /status?code=N} with that status;
 * <li>{@code /throw} by throwing {@code new IllegalStateException("broken")}, for which the server answers 500 or
 *     closes the connection.
 * </ul>
 */
public abstract class HttpServerContract extends HttpServerHeadersContract {
    /** The {@code http.route} of a path below the base address; null if the server has no routes. */
    protected abstract @Nullable String route(String path);

    private String name(String method, String path) {
        String route = route(path);
        return route == null ? method : method + " " + route;
    }

    /** Returns whether the server answers 500 if a handler throws; if not, it closes the connection without an answer. */
    protected boolean answersExceptions() {
        return true;
    }

    /** Returns whether the server completes a request with a body that upgrades its connection to HTTP/2. */
    protected boolean endsUpgradesWithBody() {
        return true;
    }

    /** The attributes of every request of this test's client with a response. */
    protected final Map<String, Object> attributes(String method, String path, int status) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("http.request.method", method);
        String route = route(path);
        if (route != null) {
            attributes.put("http.route", route);
        }
        attributes.put("http.response.status_code", status);
        attributes.put("url.scheme", "http");
        attributes.put("url.path", base.getPath() + path);
        attributes.put("server.address", "localhost");
        attributes.put("server.port", base.getPort());
        attributes.put("client.address", "127.0.0.1");
        attributes.put("network.peer.address", "127.0.0.1");
        attributes.put("network.peer.port", (Predicate<Object>) port -> (Long) port > 0);
        attributes.put("network.protocol.version", overHttp2() ? "2" : "1.1");
        attributes.put("user_agent.original", (Predicate<Object>)
                agent -> agent.toString().startsWith("Java"));
        return attributes;
    }

    @Test
    void makesOneSpanPerRequest() throws Exception {
        HttpResponse<String> response = get("/plain");

        RecordedSpan server = takeWithChild("handler");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(server.traceId());
        assertThat(server)
                .hasName(name("GET", "/plain"))
                .hasKind(SpanKind.SERVER)
                .isRoot()
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(attributes("GET", "/plain", 200));
    }

    @Test
    void writesNoHeaderIntoTheResponse() throws Exception {
        HttpResponse<String> response = get("/plain");

        takeWithChild("handler");
        assertThat(response.headers().map()).doesNotContainKeys("traceparent", "tracestate", "baggage");
    }

    @Test
    void recordsNothingIfTheSamplerSaysSo() throws Exception {
        AgentExtension.sampling(false);

        assertThat(get("/plain").body()).isNotEqualTo("none");
    }

    @Test
    void forgetsARequestWhenItEnds() throws Exception {
        HttpRequest request = request("/plain")
                .header("traceparent", traceparent(CALLER_ID, true))
                .build();
        client.send(request, BodyHandlers.ofString());
        takeWithChild("handler");

        get("/plain");

        RecordedSpan server = takeWithChild("handler");
        assertThat(server).isRoot();
        assertThat(server.traceId()).isNotEqualTo(TRACE_ID);
    }

    @Test
    void anAnswerBelow500IsNoError() throws Exception {
        for (int status : new int[] {204, 302, 404}) {
            assertThat(get("/status?code=" + status).statusCode()).isEqualTo(status);

            Map<String, Object> attributes = attributes("GET", "/status", status);
            attributes.put("url.query", "code=" + status);
            assertThat(spans().takeOne())
                    .hasName(name("GET", "/status"))
                    .hasNoError()
                    .hasExactlyAttributes(attributes);
        }
    }

    @Test
    void anAnswerFrom500OnIsAnError() throws Exception {
        assertThat(get("/status?code=503").statusCode()).isEqualTo(503);

        Map<String, Object> attributes = attributes("GET", "/status", 503);
        attributes.put("url.query", "code=503");
        attributes.put("error.type", "503");
        RecordedSpan server = spans().takeOne();
        assertThat(server).hasError("503").hasNoEvents().hasExactlyAttributes(attributes);
        assertThat(server.statusDescription()).isNull();
    }

    @Test
    void recordsTheExceptionThatEscapes() throws Exception {
        Map<String, Object> attributes = attributes("GET", "/throw", 500);
        attributes.put("error.type", "java.lang.IllegalStateException");
        if (answersExceptions()) {
            assertThat(get("/throw").statusCode()).isEqualTo(500);
        } else {
            failWithoutAnswer("/throw");
            attributes.remove("http.response.status_code");
        }
        assertThat(spans().takeOne())
                .hasName(name("GET", "/throw"))
                .hasException(IllegalStateException.class, "broken")
                .hasExactlyAttributes(attributes);
    }

    /** A real client would repeat the request. */
    private void failWithoutAnswer(String path) throws IOException {
        try (RawConnection connection = new RawConnection(base)) {
            connection.send("GET " + base.getPath() + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nUser-Agent: Java\r\n\r\n");
            assertThat(connection.statusLine()).isEmpty();
        }
    }

    @Test
    void hidesSignaturesInTheQuery() throws Exception {
        get("/plain?a=b&sig=secret");

        assertThat(takeWithChild("handler")).hasAttribute("url.query", "a=b&sig=REDACTED");
    }

    @Test
    void namesOnlyKnownMethods() throws Exception {
        HttpRequest request = request("/plain")
                .method("FROBNICATE", HttpRequest.BodyPublishers.noBody())
                .build();

        client.send(request, BodyHandlers.ofString());

        assertThat(takeWithChild("handler"))
                .hasName(name("HTTP", "/plain"))
                .hasAttribute("http.request.method", "_OTHER")
                .hasAttribute("http.request.method_original", "FROBNICATE");
    }

    @Test
    void believesProxies() throws Exception {
        HttpRequest request = request("/plain")
                .header("X-Forwarded-For", "192.0.2.7, 10.0.0.1")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "shop.example")
                .build();

        client.send(request, BodyHandlers.ofString());

        assertThat(takeWithChild("handler"))
                .hasAttribute("client.address", "192.0.2.7")
                .hasAttribute("network.peer.address", "127.0.0.1")
                .hasAttribute("url.scheme", "https")
                .hasAttribute("server.address", "shop.example")
                .hasAttribute("server.port", 443);
    }

    @Test
    void keepsConcurrentRequestsApart() throws Exception {
        int requests = 40;
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        for (int i = 1; i <= requests; i++) {
            HttpRequest request = request("/plain?n=" + i)
                    .header("traceparent", traceparent(String.format("%016x", i), true))
                    .build();
            responses.add(client.sendAsync(request, BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> response : responses) {
            assertThat(response.get().body()).isEqualTo(TRACE_ID);
        }

        for (RecordedSpan server : takeWithOneChildEach(requests)) {
            assertThat(server).hasAttribute("url.query", "n=" + Long.parseLong(server.parentSpanId(), 16));
        }
    }

    /** Takes the spans of so many calls of {@code /plain} and returns the SERVER spans. */
    private List<RecordedSpan> takeWithOneChildEach(int requests) {
        List<RecordedSpan> children = new ArrayList<>(spans().take(2 * requests));
        List<RecordedSpan> servers = new ArrayList<>(children);
        servers.removeIf(span -> span.kind() != SpanKind.SERVER);
        children.removeAll(servers);
        assertThat(servers)
                .extracting(RecordedSpan::spanId)
                .doesNotHaveDuplicates()
                .hasSize(requests);
        assertThat(children)
                .extracting(RecordedSpan::parentSpanId)
                .containsExactlyInAnyOrderElementsOf(
                        servers.stream().map(RecordedSpan::spanId).toList());
        return servers;
    }

    @Test
    void aRequestThatUpgradesTheConnectionIsOneRequest() throws Exception {
        assumeTrue(overHttp2());
        upgrade("GET", BodyPublishers.noBody());
    }

    @Test
    void aRequestWithABodyThatUpgradesTheConnectionIsOneRequest() throws Exception {
        assumeTrue(overHttp2() && endsUpgradesWithBody());
        upgrade("POST", BodyPublishers.ofString("some data"));
    }

    private void upgrade(String method, BodyPublisher body) throws Exception {
        HttpRequest request = request("/plain")
                .method(method, body)
                .header("traceparent", traceparent(CALLER_ID, true))
                .build();

        HttpResponse<String> response = client(HttpClient.Version.HTTP_2).send(request, BodyHandlers.ofString());

        RecordedSpan server = takeWithChild("handler");
        assertThat(response.body()).isEqualTo(TRACE_ID);
        assertThat(server)
                .hasName(name(method, "/plain"))
                .hasKind(SpanKind.SERVER)
                .hasRemoteParent(TRACE_ID, CALLER_ID)
                .hasNoError();
        Map<String, Object> attributes = attributes(method, "/plain", 200);
        // Tomcat makes it a request of HTTP/2, and the others answer that of HTTP/1.1 over HTTP/2.
        attributes.put("network.protocol.version", (Predicate<Object>) List.of("1.1", "2")::contains);
        assertThat(server).hasExactlyAttributes(attributes);
    }

    @Test
    void everyStreamOfAConnectionIsOneRequest() throws Exception {
        assumeTrue(overHttp2());
        int streams = 20;
        List<RecordedSpan> servers;
        try (RawHttp2Connection connection = new RawHttp2Connection(base)) {
            for (int i = 0; i < streams; i++) {
                connection.request("GET", "http", base.getPath() + "/plain");
            }
            connection.send();
            assertThat(connection.answers(streams).values()).hasSize(streams).containsOnly(200);
            servers = takeWithOneChildEach(streams); // Closing may make the end of a request fail.
        }
        for (RecordedSpan server : servers) {
            assertThat(server).isRoot().hasExactlyAttributes(attributes("GET", "/plain", 200));
        }
    }
}
