// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The server that {@link HttpClientContract} calls. It remembers its requests. */
final class CalledServer implements AutoCloseable {
    /**
     * A request as it arrived.
     *
     * @param headers with names in lower case
     */
    record Received(String method, String path, Map<String, List<String>> headers, String body) {
        String traceparent() {
            List<String> values = headers.getOrDefault("traceparent", List.of());
            if (values.size() != 1) {
                throw new AssertionError("expected one traceparent but there are " + values);
            }
            return values.get(0);
        }
    }

    static {
        // A client that does not repeat requests must not meet a connection that the server closes meanwhile.
        System.setProperty("sun.net.httpserver.idleInterval", "600");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new ArrayList<>();
    private final BlockingQueue<Received> hanging = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    CalledServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /**
     * Everything received since the last call, except for requests that are never answered: they may arrive at any
     * time.
     */
    synchronized List<Received> takeReceived() {
        List<Received> taken = new ArrayList<>(received);
        received.clear();
        return taken;
    }

    /** Waits for the request of that trace that is never answered. */
    Received awaitHanging(String traceId) {
        try {
            while (true) {
                Received next = hanging.poll(60, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("no request of the trace " + traceId);
                }
                if (next.traceparent().contains(traceId)) {
                    return next;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a request", e);
        }
    }

    private synchronized void remember(Received request) {
        received.add(request);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> headers = new TreeMap<>(exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), header -> List.copyOf(header.getValue()))));
        Received request = new Received(exchange.getRequestMethod(), path, headers, body);
        if (path.equals("/hang")) {
            hanging.add(request);
            hang(exchange);
            return;
        }
        remember(request);
        exchange.getResponseHeaders().put("X-Answer", List.of("1", "1"));
        exchange.getResponseHeaders().set("Set-Cookie", "session=secret");
        switch (path) {
            case "/missing" -> respond(exchange, 404, "not here");
            case "/failing" -> respond(exchange, 500, "sorry");
            case "/redirect" -> {
                exchange.getResponseHeaders().set("Location", "/ok");
                respond(exchange, 302, "");
            }
            default -> respond(exchange, 200, "ok" + body);
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean none = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
        exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
        if (!none) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private void hang(HttpExchange exchange) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
