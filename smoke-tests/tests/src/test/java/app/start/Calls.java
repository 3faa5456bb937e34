// SPDX-License-Identifier: Apache-2.0
package app.start;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Calls its own server while it is initialised. */
final class Calls {
    static final int STATUS;

    static {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", new Handler());
            server.start();
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            STATUS = ((HttpURLConnection) address.toURL().openConnection()).getResponseCode();
            server.stop(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Calls() {}

    /** Not a lambda, which could not run before the class around it is initialised. */
    private static final class Handler implements com.sun.net.httpserver.HttpHandler {
        @Override
        public void handle(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        }
    }
}
