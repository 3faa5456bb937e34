// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dapper.server.Endpoint;
import dapper.server.ServerProcess;
import dapper.server.SlowClients;
import dapper.server.auth.Scope;
import dapper.server.settings.Settings;
import dapper.server.tls.ClientCertificates;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** A server on a free port that answers every request it lets pass with "passed". */
final class TestDoor implements AutoCloseable {
    private final ServerProcess process;
    private final Server server;
    private final int port;

    TestDoor(String host, Map<String, String> settings, ClientCertificates clients) throws Exception {
        process = ServerProcess.start(new Settings(settings::get));
        HttpDoor door = new HttpDoor(
                "test",
                new Endpoint("dapper.test", host, 0),
                process,
                clients,
                path -> Scope.READ,
                new SlowClients(Duration.ofSeconds(20), 1000, "dapper.test.receive-timeout"),
                new HttpDoor.Limits(20, 100),
                () -> null);
        server = new Server(door.threads());
        HttpConfiguration http = new HttpConfiguration();
        door.configure(http);
        ServerConnector connector = door.connector(server, http);
        server.addConnector(connector);
        door.prepare(server, new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, ByteBuffer.wrap("passed".getBytes(US_ASCII)), callback);
                return true;
            }
        });
        server.start();
        port = connector.getLocalPort();
    }

    int port() {
        return port;
    }

    /** Sends one request on a plain connection and returns the whole answer. */
    String send(String head) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((head + "\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    /** Waits until the metrics have this line: an answer may arrive before its request is counted. */
    void awaitMetric(String line) throws IOException {
        while (send("GET /metrics HTTP/1.1\r\nHost: localhost").lines().noneMatch(line::equals)) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        process.close();
    }
}
