// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that answers as DynamoDB (POST) and S3 (GET) do. */
public final class AwsServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger failuresToCome = new AtomicInteger();

    public AwsServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri() {
        return URI.create("http://localhost:" + port());
    }

    /** The next requests get status 500. */
    public void failNext(int requests) {
        failuresToCome.set(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("x-amz-request-id", "s3-request");
            exchange.getResponseHeaders().set("x-amz-id-2", "s3-extended");
            respond(exchange, 200, "application/octet-stream", "content");
            return;
        }
        exchange.getResponseHeaders().set("x-amzn-RequestId", "db-request");
        if (failuresToCome.getAndUpdate(failures -> Math.max(0, failures - 1)) > 0) {
            respond(exchange, 500, "application/x-amz-json-1.0", "{\"__type\":\"InternalServerError\"}");
        } else if (request.contains("missing")) {
            String type = "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException";
            respond(
                    exchange,
                    400,
                    "application/x-amz-json-1.0",
                    "{\"__type\":\"" + type + "\",\"message\":\"secret\"}");
        } else {
            respond(exchange, 200, "application/x-amz-json-1.0", "{\"Item\":{\"id\":{\"S\":\"7\"}}}");
        }
    }

    private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
