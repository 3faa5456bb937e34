// SPDX-License-Identifier: Apache-2.0
package dapper.cli.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A service of another company, without an agent: it answers each request with 204. Runs on a thread of its own. */
public final class PaymentProvider implements AutoCloseable {
    private final HttpServer server;

    private PaymentProvider(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port of loopback. */
    public static PaymentProvider start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/payments", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return new PaymentProvider(server);
    }

    /** Returns host and port, for instance {@code 127.0.0.1:41234}. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
