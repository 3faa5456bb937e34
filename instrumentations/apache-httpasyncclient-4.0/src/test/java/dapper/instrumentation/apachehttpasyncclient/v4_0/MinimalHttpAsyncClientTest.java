// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The client without redirects, state and authentication. Not the contract: in 4.1 it does not complete the future of a
 * call that fails.
 */
@ExtendWith(AgentExtension.class)
class MinimalHttpAsyncClientTest {
    @Test
    void makesOneSpanPerCallAndSendsItsHeaders() throws Exception {
        CompletableFuture<List<String>> traceparents = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            traceparents.complete(exchange.getRequestHeaders().get("traceparent"));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort() + "/missing";
        try (CloseableHttpAsyncClient client = HttpAsyncClients.createMinimal()) {
            client.start();
            Traces.inSpan("parent", () -> client.execute(new HttpGet(url), null).get(120, TimeUnit.SECONDS));
        } finally {
            server.stop(0);
        }

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1))
                .hasName("GET")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasError("404")
                .hasAttribute("url.full", url);
        assertThat(traceparents.get(60, TimeUnit.SECONDS))
                .singleElement()
                .asString()
                .startsWith("00-" + spans.get(1).traceId() + "-" + spans.get(1).spanId());
    }
}
