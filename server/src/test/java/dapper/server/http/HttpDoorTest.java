// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.server.ServerProcess;
import dapper.server.auth.Scope;
import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Settings;
import dapper.server.testing.Certificate;
import dapper.server.testing.LogLines;
import dapper.server.tls.ClientCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of an HTTP server that collector and query service share, with real clients. */
@Timeout(120)
class HttpDoorTest {
    private static final Certificate FIRST = Certificate.make("first");
    private static final Certificate SECOND = Certificate.make("second");
    private static final Certificate CLIENT = Certificate.make("client");

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private TestDoor door;
    private int port;

    private void start(ClientCertificates clients) throws Exception {
        start(clients, Duration.ofSeconds(20));
    }

    /** @param patience with slow clients: those of a busy machine may need more than a second for a handshake */
    private void start(ClientCertificates clients, Duration patience) throws Exception {
        door = new TestDoor(
                "127.0.0.1",
                settings,
                clients,
                path -> path.startsWith("/open/") || path.startsWith("/forgotten/") ? null : Scope.READ,
                patience,
                request -> open(request) ? "open" : Gate.caller(request).name());
        port = door.port();
    }

    private static boolean open(Request request) {
        return Request.getPathInContext(request).startsWith("/open/");
    }

    @AfterEach
    void stop() throws Exception {
        if (door != null) {
            door.close();
        }
    }

    private void useTls() {
        settings.put(
                "dapper.tls.certificate", FIRST.writeTo(folder.resolve("c")).toString());
        settings.put("dapper.tls.key", FIRST.writeKeyTo(folder.resolve("k")).toString());
    }

    @Test
    void takesANewCertificateWithoutClosingConnections() throws Exception {
        useTls();
        start(ClientCertificates.NONE);
        try (SSLSocket before = connect(FIRST.clientContext(null))) {
            assertThat(exchange(before)).startsWith("HTTP/1.1 200 ");

            SECOND.writeKeyTo(folder.resolve("k"));
            SECOND.writeTo(folder.resolve("c"));
            while (!shows("CN=second")) {
                Thread.onSpinWait();
            }

            assertThat(exchange(before)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void keepsItsCertificateIfTheNewFilesAreBroken() throws Exception {
        useTls();
        settings.put(
                "dapper.tokens.file", Files.createFile(folder.resolve("tokens")).toString());
        start(ClientCertificates.NONE);
        Files.writeString(folder.resolve("k"), "nonsense");
        Files.writeString(folder.resolve("c"), "nonsense");
        Token token = Token.random();
        // Looked at after the certificate by the same thread.
        Files.writeString(folder.resolve("tokens"), TokenLine.format("people", "read", "", token));
        HttpClient client =
                HttpClient.newBuilder().sslContext(FIRST.clientContext(null)).build();
        while (get(client, "/", "Authorization", "Bearer " + token.text()).statusCode() != 200) {
            Thread.onSpinWait();
        }

        assertThat(shows("CN=first")).isTrue();
    }

    @Test
    void asksClientsForTheirCertificate() throws Exception {
        useTls();
        settings.put(
                "dapper.tls.client-ca", CLIENT.writeTo(folder.resolve("ca")).toString());
        start(ClientCertificates.REQUIRED);

        try (SSLSocket known = connect(FIRST.clientContext(CLIENT))) {
            assertThat(exchange(known)).startsWith("HTTP/1.1 200 ");
        }
        assertThatThrownBy(() -> exchange(connect(FIRST.clientContext(null)))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> exchange(connect(FIRST.clientContext(SECOND)))).isInstanceOf(IOException.class);
    }

    @Test
    void closesConnectionsThatNeverFinishTheirHandshake() throws Exception {
        useTls();
        start(ClientCertificates.NONE, Duration.ofMillis(500));
        long begin = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(0x16);
            assertThat(socket.getInputStream().read()).isNegative();
            // Idle connections are closed after 30 seconds.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void closesConnectionsThatStallAfterTheirClientHello() throws Exception {
        useTls();
        start(ClientCertificates.NONE, Duration.ofMillis(500));
        long begin = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(clientHello());
            // The head of a record that never ends: so the connection is never idle.
            socket.getOutputStream().write(new byte[] {0x17, 3, 3, 0x3f, 0});
            socket.setSoTimeout(100);
            while (isOpen(socket)) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            }
        }
    }

    private static byte[] clientHello() throws Exception {
        SSLEngine engine = FIRST.clientContext(null).createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    /** Sends one byte, and reads what has come. */
    private static boolean isOpen(Socket socket) {
        try {
            socket.getOutputStream().write(0);
            return socket.getInputStream().read(new byte[1 << 14]) >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void refusesToAskForCertificatesWithoutTls() {
        assertThatThrownBy(() -> start(ClientCertificates.OPTIONAL))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("client certificates need TLS: set dapper.tls.certificate and dapper.tls.key");
    }

    @Test
    void letsOnlyTokensWithTheScopePass() throws Exception {
        Token agents = Token.random();
        Token people = Token.random();
        Token viewer = Token.random();
        Path file = folder.resolve("tokens");
        Files.writeString(file, TokenLine.format("agents", "ingest", "", agents));
        settings.put("dapper.tokens.file", file.toString());
        start(ClientCertificates.NONE);
        HttpClient client = HttpClient.newHttpClient();

        HttpResponse<String> nobody = get(client, "/");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"dapper\"");
        assertThat(nobody.headers().firstValue("Content-Type")).contains("application/problem+json");
        HttpResponse<String> wrong = get(client, "/", "Authorization", "Bearer " + agents.text());
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("The token \\\"agents\\\" lacks the scope read.");
        assertThat(get(client, "/open/x").body()).isEqualTo("open");
        // The handler asks for a caller there.
        assertThat(get(client, "/forgotten/x").statusCode()).isEqualTo(500);
        assertThat(get(client, "/open/..%2fx").statusCode()).isNotEqualTo(200);
        assertThat(get(client, "/health/live").body()).isEqualTo("live\n");
        assertThat(get(client, "/metrics").statusCode()).isEqualTo(401);

        Files.writeString(
                file,
                TokenLine.format("people", "read,admin", "", people) + "\n"
                        + TokenLine.format("viewer", "read", "", viewer));
        String header = "Bearer " + people.text();
        while (get(client, "/", "Authorization", header).statusCode() != 200) {
            Thread.onSpinWait();
        }
        assertThat(get(client, "/", "Authorization", header).body()).isEqualTo("people");
        assertThat(get(client, "/metrics", "Authorization", "Bearer " + viewer.text())
                        .statusCode())
                .isEqualTo(403);
        // Only a server with a login page gives cookies.
        assertThat(get(client, "/", "Cookie", Gate.cookie(false) + "=" + people.text())
                        .statusCode())
                .isEqualTo(401);
        assertThat(get(client, "/metrics", "Authorization", header).body()).contains("jvm_memory_used_bytes");
        assertThat(get(client, "/", "Authorization", "Bearer " + agents.text()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void letsConnectionsBeyondTheLimitWait() throws Exception {
        start(ClientCertificates.NONE);
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < TestDoor.CONNECTIONS; i++) {
            Socket socket = new Socket("127.0.0.1", port);
            assertThat(exchange(socket)).startsWith("HTTP/1.1 200 ");
            open.add(socket);
        }
        // The thread that accepts connections may have waited for this one already.
        open.add(new Socket("127.0.0.1", port));
        try (Socket beyond = new Socket("127.0.0.1", port)) {
            beyond.setSoTimeout(1000);
            assertThatThrownBy(() -> exchange(beyond)).isInstanceOf(SocketTimeoutException.class);

            for (Socket socket : open) {
                socket.close();
            }
            beyond.setSoTimeout(0);
            assertThat(TestDoor.answer(beyond)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void warnsIfItIsOpenToANetwork() throws Exception {
        try (LogLines log = new LogLines();
                TestDoor open = new TestDoor("0.0.0.0", settings, ClientCertificates.NONE)) {
            assertThat(open.send("GET / HTTP/1.1\r\nHost: localhost")).endsWith("passed");
            assertThat(log.with("listens beyond this machine without TLS and tokens"))
                    .hasSize(1);
        }
    }

    @Test
    void allowsOtherOriginsOnlyByConfiguration() throws Exception {
        settings.put("dapper.http.cors-origins", "https://grafana.example");
        start(ClientCertificates.NONE);
        HttpClient client = HttpClient.newHttpClient();

        HttpHeaders allowed =
                get(client, "/", "Origin", "https://grafana.example").headers();
        assertThat(allowed.firstValue("Access-Control-Allow-Origin")).contains("https://grafana.example");
        assertThat(allowed.firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(get(client, "/", "Origin", "https://grafanaxexample")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*.example", "https://grafana.example/", "grafana.example"})
    void refusesOriginsThatNoPageCouldHave(String origin) {
        settings.put("dapper.http.cors-origins", origin);

        assertThatThrownBy(() -> ServerProcess.start(new Settings(settings::get)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("dapper.http.cors-origins must list origins such as https://grafana.example, without a path"
                        + " and without *, not \"" + origin + "\"");
    }

    private HttpResponse<String> get(HttpClient client, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(door.scheme() + "://localhost:" + port + path));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private SSLSocket connect(SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return socket;
    }

    /** Returns whether a new connection shows the certificate of this name. */
    private boolean shows(String name) throws IOException {
        for (Certificate trusted : new Certificate[] {FIRST, SECOND}) {
            try (SSLSocket socket = connect(trusted.clientContext(null))) {
                socket.startHandshake();
                X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                return shown.getSubjectX500Principal().getName().equals(name);
            } catch (javax.net.ssl.SSLHandshakeException e) {
                // It shows the other one.
            }
        }
        return false;
    }

    /** Sends a request on an open connection, and reads the answer's head. */
    private static String exchange(Socket socket) throws IOException {
        socket.getOutputStream().write(TestDoor.head("HEAD", "Accept: */*"));
        return TestDoor.answer(socket);
    }
}
