// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.call.ServerCall;
import dapper.javaagent.testing.HandlerWork;
import dapper.javaagent.testing.HttpServerContract;
import dapper.javaagent.testing.RecordedSpan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JdkHttpServerTest extends HttpServerContract {
    private static final int LARGE_BYTES = 64 << 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final BlockingQueue<HttpExchange> handedOver = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private HttpServer server;

    @Override
    protected URI start() throws Exception {
        server = create();
        server.setExecutor(threads);
        server.createContext("/app/plain", JdkHttpServerTest::work);
        server.createContext("/app/status", JdkHttpServerTest::status);
        server.createContext("/app/throw", JdkHttpServerTest::fail);
        server.createContext("/app/late", JdkHttpServerTest::failLate);
        server.createContext("/app/elsewhere", handedOver::add);
        server.createContext("/app/large", this::answerLarge);
        server.createContext("/app/filtered", JdkHttpServerTest::work)
                .getFilters()
                .add(new WorkingFilter());
        server.createContext("/app/rescued", JdkHttpServerTest::fail)
                .getFilters()
                .add(new RescuingFilter());
        server.start();
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/app");
    }

    /** A server that is not started. */
    private static HttpServer create() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @Override
    protected String route(String path) {
        return "/app" + path;
    }

    @Override
    protected boolean answersExceptions() {
        return false;
    }

    private static void work(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        answer(exchange, 200, worked("handler"));
    }

    private static String worked(String name) {
        try {
            return HandlerWork.work(name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void status(HttpExchange exchange) throws IOException {
        answer(exchange, Integer.parseInt(exchange.getRequestURI().getQuery().substring("code=".length())), "");
    }

    private static void fail(HttpExchange exchange) {
        throw new IllegalStateException("broken");
    }

    private static void failLate(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 10);
        fail(exchange);
    }

    private void answerLarge(HttpExchange exchange) throws IOException {
        try {
            answer(exchange, 200, "x".repeat(LARGE_BYTES));
        } catch (IOException e) {
            failures.add(e);
            exchange.close();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("X-Answer", "1");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** Leaves a span of its own before the handler is called. */
    private static final class WorkingFilter extends Filter {
        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            worked("filter");
            chain.doFilter(exchange);
        }

        @Override
        public String description() {
            return "works";
        }
    }

    /** Answers if the handler fails. */
    private static final class RescuingFilter extends Filter {
        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            try {
                chain.doFilter(exchange);
            } catch (IllegalStateException e) {
                answer(exchange, 409, "");
            }
        }

        @Override
        public String description() {
            return "rescues";
        }
    }

    @Test
    void filtersBelongToTheRequest() throws Exception {
        assertThat(get("/filtered/below?a=b").statusCode()).isEqualTo(200);

        RecordedSpan[] spans = spans().take(3).toArray(new RecordedSpan[0]);
        assertThat(spans[0]).hasName("GET /app/filtered").hasAttribute("url.path", "/app/filtered/below");
        assertThat(spans[1]).hasName("filter").isChildOf(spans[0]);
        assertThat(spans[2]).hasName("handler").isChildOf(spans[0]);
    }

    @Test
    void anExceptionThatAFilterCatchesIsNoError() throws Exception {
        assertThat(get("/rescued").statusCode()).isEqualTo(409);

        assertThat(spans().takeOne())
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(attributes("GET", "/rescued", 409));
    }

    @Test
    void anExceptionAfterTheHeadersIsAnError() throws Exception {
        String statusLine = firstLine("GET /app/late HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(spans().takeOne()).hasException(IllegalStateException.class, "broken");
        assertThat(statusLine).isIn("HTTP/1.1 200 OK", ""); // buffered or not
    }

    @Test
    void anotherThreadMayAnswer() throws Exception {
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(request("/elsewhere").build(), HttpResponse.BodyHandlers.ofString());
        HttpExchange exchange = handedOver.poll(60, TimeUnit.SECONDS);
        assertThat(spans().take(0)).isEmpty();

        answer(exchange, 503, "later");

        assertThat(response.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(spans().takeOne())
                .hasName("GET /app/elsewhere")
                .hasError("503")
                .hasAttribute("http.response.status_code", 503);
    }

    @Test
    void anExchangeThatIsClosedWithoutAnAnswerIsOneRequest() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /app/elsewhere HTTP/1.1\r\nHost: localhost\r\n\r\n");
            handedOver.poll(60, TimeUnit.SECONDS).close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(spans().takeOne())
                .hasName("GET /app/elsewhere")
                .hasNoError()
                .hasNoAttribute("http.response.status_code");
    }

    @Test
    void aClientThatGoesAwayEndsItsRequestAllTheSame() throws Exception {
        try (Socket socket = connect()) {
            socket.setSoLinger(true, 0);
            send(socket, "GET /app/large HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        assertThat(failures.poll(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(spans().takeOne()).hasName("GET /app/large").hasAttribute("http.response.status_code", 200);
    }

    @Test
    void aRequestThatNoContextMatchesHasNoRoute() throws Exception {
        String head = "GET /nowhere?a=b HTTP/1.1\r\nHost: localhost:81\r\nUser-Agent: x\r\ntraceparent: "
                + traceparent(CALLER_ID, true);
        assertThat(firstLine(head + "\r\n\r\n")).contains(" 404 ");

        assertThat(spans().takeOne())
                .hasName("GET")
                .hasKind(SpanKind.SERVER)
                .hasRemoteParent(TRACE_ID, CALLER_ID)
                .hasNoError()
                .hasNoAttribute("http.route")
                .hasAttribute("http.response.status_code", 404)
                .hasAttribute("url.scheme", "http")
                .hasAttribute("url.path", "/nowhere")
                .hasAttribute("url.query", "a=b")
                .hasAttribute("server.address", "localhost")
                .hasAttribute("server.port", 81)
                .hasAttribute("user_agent.original", "x")
                .hasAttribute("network.protocol.version", "1.1")
                .hasAttribute("network.peer.address", "127.0.0.1");
    }

    @Test
    void aMalformedRequestIsOneRequest() throws Exception {
        assertThat(firstLine("GET\r\n\r\n")).contains(" 400 ");
        assertThat(spans().takeOne()).hasName("HTTP").isRoot().hasAttribute("http.response.status_code", 400);

        String lengths = "\r\nContent-Length: 1\r\nTransfer-Encoding: chunked";
        assertThat(firstLine("GET http://localhost/app/plain HTTP/1.1\r\nHost: localhost" + lengths + "\r\n\r\n"))
                .contains(" 400 ");
        assertThat(spans().takeOne())
                .hasName("GET")
                .hasAttribute("url.path", "/app/plain")
                .hasAttribute("http.response.status_code", 400);
    }

    private Socket connect() throws IOException {
        return new Socket("localhost", server.getAddress().getPort());
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The first line of the response; empty if the connection is closed without one. */
    private String firstLine(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            StringBuilder line = new StringBuilder();
            int next;
            while ((next = socket.getInputStream().read()) >= 0 && next != '\r') {
                line.append((char) next);
            }
            return line.toString();
        }
    }

    /** Without an executor the handler runs on the thread that dispatches all requests. */
    @Test
    void theThreadOfTheServerKeepsNoContext() throws Exception {
        HttpServer single = create();
        single.createContext("/", exchange -> {
            work(exchange);
            handedOver.add(exchange);
        });
        single.start();
        try {
            URI uri = URI.create("http://localhost:" + single.getAddress().getPort() + "/x");
            for (int i = 0; i < 3; i++) {
                String body = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
                assertThat(handedOver.poll(60, TimeUnit.SECONDS)).isNotNull();
                RecordedSpan request = takeWithChild("handler");
                assertThat(request).isRoot().hasName("GET /");
                assertThat(body).isEqualTo(request.traceId());
            }
        } finally {
            single.stop(0);
        }
    }

    @Test
    void aThreadThatHasHandledARequestServesNone() throws Exception {
        get("/plain");
        takeWithChild("handler");

        for (int i = 0; i < 4; i++) {
            assertThat(threads.submit(ServerCall::isServing).get()).isFalse();
        }
    }

    @Override
    protected void stop() {
        server.stop(0);
        threads.shutdownNow();
    }
}
