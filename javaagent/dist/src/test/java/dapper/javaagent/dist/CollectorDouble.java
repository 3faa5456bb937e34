// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.dist;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts OTLP over HTTP and keeps the bodies. */
final class CollectorDouble implements AutoCloseable {
    private final HttpServer server;
    private final List<byte[]> requests = new CopyOnWriteArrayList<>();

    CollectorDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            requests.add(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    /** The agent's options that make it export here. */
    List<String> options() {
        return List.of(
                "-Dotel.exporter.otlp.protocol=http/protobuf",
                "-Dotel.exporter.otlp.compression=none",
                // The expected data arrives with the end of the program, however slow the machine is.
                "-Ddapper.shutdown.timeout=60s",
                "-Dotel.metrics.exporter=none",
                "-Dotel.exporter.otlp.endpoint=http://localhost:"
                        + server.getAddress().getPort());
    }

    /** Strings in protobuf are plain UTF-8, so they can be searched for. */
    boolean received(String text) {
        return requests.stream().anyMatch(body -> Jvm.text(body).contains(text));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
