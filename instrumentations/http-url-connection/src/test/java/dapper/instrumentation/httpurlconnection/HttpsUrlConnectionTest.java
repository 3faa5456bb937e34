// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.TestTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(AgentExtension.class)
class HttpsUrlConnectionTest {
    private static final BlockingQueue<List<String>> TRACEPARENTS = new LinkedBlockingQueue<>();

    @TempDir
    private static Path directory;

    private static SSLContext tls;
    private static HttpsServer server;

    @BeforeAll
    static void startServer() throws Exception {
        tls = TestTls.create(directory);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            TRACEPARENTS.add(exchange.getRequestHeaders().get("traceparent"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.stop(0);
    }

    private static HttpsURLConnection open(boolean trusting) throws Exception {
        HttpsURLConnection connection = (HttpsURLConnection)
                URI.create("https://localhost:" + server.getAddress().getPort() + "/ok")
                        .toURL()
                        .openConnection();
        if (trusting) {
            connection.setSSLSocketFactory(tls.getSocketFactory());
        }
        return connection;
    }

    @Test
    void tracesTheDelegateOfASecureConnection() throws Exception {
        HttpsURLConnection connection = open(true);
        connection.connect();
        assertThat(connection.getResponseCode()).isEqualTo(200);
        connection.getInputStream().close();

        RecordedSpan client = AgentExtension.spans().takeOne();
        int port = server.getAddress().getPort();
        assertThat(client)
                .hasName("GET")
                .hasKind(SpanKind.CLIENT)
                .hasNoError()
                .hasExactlyAttributes(
                        "http.request.method",
                        "GET",
                        "url.full",
                        "https://localhost:" + port + "/ok",
                        "server.address",
                        "localhost",
                        "server.port",
                        port,
                        "http.response.status_code",
                        200,
                        "network.protocol.version",
                        "1.1");
        List<String> traceparents = TRACEPARENTS.poll(60, TimeUnit.SECONDS);
        assertThat(traceparents).hasSize(1);
        assertThat(traceparents.get(0)).contains(client.traceId() + "-" + client.spanId());
    }

    @Test
    void replacesAllHeadersOfAnotherTrace() throws Exception {
        HttpsURLConnection connection = open(true);
        connection.addRequestProperty("traceparent", "00-11111111111111111111111111111111-2222222222222222-01");
        connection.addRequestProperty("TraceParent", "00-33333333333333333333333333333333-4444444444444444-01");
        connection.connect();
        connection.getInputStream().close();

        RecordedSpan client = AgentExtension.spans().takeOne();
        List<String> traceparents = TRACEPARENTS.poll(60, TimeUnit.SECONDS);
        assertThat(traceparents).hasSize(1);
        assertThat(traceparents.get(0)).contains(client.traceId() + "-" + client.spanId());
    }

    @Test
    void recordsAFailedHandshakeOnce() throws Exception {
        HttpsURLConnection connection = open(false);

        assertThatThrownBy(connection::connect).isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(connection::getResponseCode).isInstanceOf(SSLHandshakeException.class);

        assertThat(AgentExtension.spans().takeOne()).hasError("javax.net.ssl.SSLHandshakeException");
        assertThat(TRACEPARENTS).isEmpty();
    }
}
