// SPDX-License-Identifier: Apache-2.0
package app.loading;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Loads classes over HTTP from a server in its own process and prints each call of the class loader and each request
 * that arrives: {@code RemoteClasses <group>=<class path entry>=<class>,<class> ...}. Each group is loaded twice: by a
 * class loader of the JDK and by this program's own.
 */
public final class RemoteClasses {
    private static final Map<String, URLClassLoader> GROUPS = new HashMap<>();
    private static final CountDownLatch TRACED = new CountDownLatch(1);

    private RemoteClasses() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", RemoteClasses::answer);
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + '/';
        try {
            if (Boolean.getBoolean("dapper.javaagent.running")) {
                awaitTracing(address);
            }
            for (String argument : arguments) {
                String[] group = argument.split("=");
                GROUPS.put(
                        group[0],
                        new URLClassLoader(
                                new URL[] {Path.of(group[1]).toUri().toURL()}, ClassLoader.getPlatformClassLoader()));
                load(group, new RemoteLoader(group[0], address + group[0] + "/own/"));
                URL[] remote = {URI.create(address + group[0] + "/jdk/").toURL()};
                load(group, new URLClassLoader(remote, ClassLoader.getPlatformClassLoader()));
            }
        } finally {
            server.stop(0);
        }
    }

    /** The JDK's own client is woven in the background. */
    private static void awaitTracing(String address) throws IOException {
        while (TRACED.getCount() > 0) {
            ((HttpURLConnection) URI.create(address).toURL().openConnection()).getResponseCode();
        }
    }

    private static void load(String[] group, ClassLoader loader) throws ClassNotFoundException {
        for (String name : group[2].split(",")) {
            if (Class.forName(name, false, loader).getClassLoader() != loader) {
                throw new IllegalStateException(name);
            }
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String traceParent = exchange.getRequestHeaders().getFirst("traceparent");
        String path = exchange.getRequestURI().getPath();
        String[] parts = path.split("/", 4);
        URLClassLoader group = parts.length < 4 ? null : GROUPS.get(parts[1]);
        if (group == null) {
            if (traceParent != null) {
                TRACED.countDown();
            }
            exchange.sendResponseHeaders(404, -1);
        } else {
            System.out.println(
                    "request " + exchange.getRequestMethod() + ' ' + path + (traceParent == null ? "" : " traced"));
            answer(exchange, group.findResource(parts[3]));
        }
        exchange.close();
    }

    private static void answer(HttpExchange exchange, URL found) throws IOException {
        if (found == null) {
            exchange.sendResponseHeaders(404, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            try (InputStream stream = found.openStream()) {
                byte[] content = stream.readAllBytes();
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        }
    }
}
