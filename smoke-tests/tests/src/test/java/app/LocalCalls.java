// SPDX-License-Identifier: Apache-2.0
package app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Calls a server in its own process: each call is one span of every agent that weaves HttpURLConnection. */
final class LocalCalls implements AutoCloseable {
    private final HttpServer server;
    private final String address;

    LocalCalls() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param path begins with a slash; distinguishes the span from others */
    void call(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address + path).toURL().openConnection();
        if (connection.getResponseCode() != 200) {
            throw new IOException("answered " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            body.readAllBytes();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
