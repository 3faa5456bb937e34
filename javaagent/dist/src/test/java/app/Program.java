// SPDX-License-Identifier: Apache-2.0
package app;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** An application without any tracing. Its arguments select its actions, one after the other. */
public final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
        for (String argument : arguments) {
            switch (argument) {
                case "hello":
                    System.out.println("hello");
                    break;
                case "allocated":
                    System.out.println(allocated());
                    break;
                case "look-for-the-agent":
                    lookForTheAgent();
                    break;
                case "call":
                    callMyself();
                    break;
                case "wait":
                    System.out.println("waiting");
                    new CountDownLatch(1).await();
                    break;
                case "read":
                    System.out.println("read " + System.in.read());
                    break;
                case "exit-3":
                    System.exit(3);
                    break;
                default:
                    throw new IllegalArgumentException(argument);
            }
        }
    }

    /** Bytes allocated by this thread since the JVM started. */
    private static long allocated() {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static void lookForTheAgent() {
        for (String name : new String[] {
            "dapper.bootstrap.Tracer",
            "dapper.javaagent.grpc.GrpcSender",
            "dapper.instrumentation.jdbc.JdbcInstrumentation",
            "dapper.shaded.io.grpc.ManagedChannel",
            "io.grpc.ManagedChannel",
            "net.bytebuddy.ByteBuddy"
        }) {
            try {
                Class.forName(name);
                System.out.println("sees " + name);
            } catch (ClassNotFoundException e) {
                // Invisible.
            }
        }
    }

    private static void callMyself() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            System.out.println("traceparent " + (exchange.getRequestHeaders().getFirst("traceparent") != null));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/greeting");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            System.out.println("status " + connection.getResponseCode());
            try (InputStream body = connection.getInputStream()) {
                body.readAllBytes();
            }
        } finally {
            server.stop(0);
        }
    }
}
