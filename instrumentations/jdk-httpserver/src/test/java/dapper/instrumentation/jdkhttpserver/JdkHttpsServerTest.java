// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.TestTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(AgentExtension.class)
class JdkHttpsServerTest {
    @TempDir
    private static Path directory;

    @Test
    void anExchangeOfASecureServerIsOneRequest() throws Exception {
        SSLContext tls = TestTls.create(directory);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/secure", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/secure?a=b"))
                    .build();
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(tls)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(204);

            assertThat(AgentExtension.spans().takeOne())
                    .hasName("GET /secure")
                    .hasNoError()
                    .hasAttribute("url.scheme", "https")
                    .hasAttribute("url.path", "/secure")
                    .hasAttribute("url.query", "a=b")
                    .hasAttribute("server.port", port)
                    .hasAttribute("http.response.status_code", 204);
        } finally {
            server.stop(0);
        }
    }
}
