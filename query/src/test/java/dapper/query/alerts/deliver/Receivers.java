// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dapper.query.alerts.rule.Receiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that takes notifications, or refuses them as it is asked to. */
public final class Receivers implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
    private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();

    /** A body with the path it was sent to, and the answer. */
    public record Taken(String path, JsonNode body, int status) {}

    public Receivers() throws IOException {
        this(InetAddress.getLoopbackAddress());
    }

    private Receivers(InetAddress address) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns one that containers reach too. */
    static Receivers onAllAddresses() throws IOException {
        return new Receivers(new InetSocketAddress(0).getAddress());
    }

    private void answer(HttpExchange exchange) throws IOException {
        Integer refusal = refusals.poll();
        int status = refusal == null ? 200 : refusal;
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        if (status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", url("/elsewhere"));
        }
        // Before the answer, so that a sender that has it finds the body here.
        taken.add(new Taken(exchange.getRequestURI().toString(), body, status));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** The next requests get these answers. */
    public void refuse(Integer... statuses) {
        refusals.addAll(List.of(statuses));
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    Receiver receiver(String name, Receiver.Type type, long repeatNanos) {
        return new Receiver(name, type, URI.create(url("/" + name)), repeatNanos);
    }

    /** Returns what has arrived since the last call. */
    public List<Taken> taken() {
        List<Taken> all = new ArrayList<>();
        taken.drainTo(all);
        return all;
    }

    /** Waits for the next body. */
    public Taken next() throws InterruptedException {
        return Objects.requireNonNull(taken.poll(60, TimeUnit.SECONDS), "nothing has arrived");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
