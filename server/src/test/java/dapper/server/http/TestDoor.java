// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dapper.server.ListenAddress;
import dapper.server.Listener;
import dapper.server.ServerProcess;
import dapper.server.SlowClients;
import dapper.server.auth.Scope;
import dapper.server.settings.Settings;
import dapper.server.tls.ClientCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** A server on a free port. */
final class TestDoor implements AutoCloseable {
    static final int CONNECTIONS = 100;

    private final ServerProcess process;
    private final Server server;
    private final int port;

    /** Answers every request that it lets pass with "passed". */
    TestDoor(String host, Map<String, String> settings, ClientCertificates clients) throws Exception {
        this(host, settings, clients, path -> Scope.READ, Duration.ofSeconds(20), request -> "passed");
    }

    /** @param patience with slow clients */
    TestDoor(
            String host,
            Map<String, String> settings,
            ClientCertificates clients,
            Access access,
            Duration patience,
            Function<Request, String> text)
            throws Exception {
        this(host, settings, clients, access, patience, text, Duration.ofMinutes(30));
    }

    /**
     * @param patience with slow clients
     * @param text the answer to a request that it lets pass
     * @param longestConnection after which an answer ends the connection
     */
    TestDoor(
            String host,
            Map<String, String> settings,
            ClientCertificates clients,
            Access access,
            Duration patience,
            Function<Request, String> text,
            Duration longestConnection)
            throws Exception {
        process = ServerProcess.start(new Settings(settings::get));
        HttpDoor door = new HttpDoor(
                "test",
                new Listener(
                        new ListenAddress("dapper.test", host, 0),
                        clients,
                        new SlowClients(patience, 1000, "dapper.test.receive-timeout"),
                        CONNECTIONS),
                process,
                access,
                20,
                () -> null,
                longestConnection);
        server = new Server(door.threads());
        HttpConfiguration http = new HttpConfiguration();
        door.configure(http);
        ServerConnector connector = door.connector(server, http);
        server.addConnector(connector);
        door.prepare(server, new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, ByteBuffer.wrap(text.apply(request).getBytes(UTF_8)), callback);
                return true;
            }
        });
        server.start();
        port = connector.getLocalPort();
    }

    String scheme() {
        return process.scheme();
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

    /** @param headers separated by line ends */
    static byte[] head(String method, String headers) {
        return (method + " / HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n").getBytes(US_ASCII);
    }

    /** Reads the head of an answer. */
    static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        process.close();
    }
}
