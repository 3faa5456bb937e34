// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that does not wait for the first response before it sends its second request. */
@ExtendWith(AgentExtension.class)
class PipelinedRequestsTest {
    private static final String REQUESTS =
            "GET /first HTTP/1.1\r\nHost: localhost\r\n\r\n" + "GET /second HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final TraceContext first = Contexts.start();
    private final CompletableFuture<String> ofSecond = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        TestServer.stop(vertx);
    }

    /** The second request has arrived when the timer fires: both came in one packet. */
    private void handle(HttpServerRequest request) {
        if (request.path().equals("/first")) {
            vertx.setTimer(50, timer -> endInContext(request));
        } else {
            ofSecond.complete(Contexts.current());
            request.response().end();
        }
    }

    private void endInContext(HttpServerRequest request) {
        try {
            Contexts.run(first, () -> request.response().end());
        } catch (Exception e) {
            ofSecond.completeExceptionally(e);
        }
    }

    @Test
    void theNextRequestIsNoWorkOfTheFirst() throws Exception {
        int port = TestServer.start(vertx, this::handle);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(REQUESTS.getBytes(StandardCharsets.US_ASCII));

            assertThat(ofSecond.get(60, TimeUnit.SECONDS)).isEqualTo(Contexts.NONE);
        }
    }
}
