// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.javaagent.testing.AgentExtension;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Calls that get no reply. */
@ExtendWith(AgentExtension.class)
class JedisConnectionTest {
    private static final String ERROR = JedisConnectionException.class.getName();

    @Test
    void recordsThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Jedis jedis = new Jedis("localhost", port)) {
            assertThat(catchThrowable(() -> jedis.get("key"))).isInstanceOf(JedisConnectionException.class);
        }
        assertFailed("GET", "GET key", port);
    }

    @Test
    void recordsATimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Jedis jedis = new Jedis("localhost", silent.getLocalPort())) {
            assertThat(catchThrowable(() -> jedis.get("key"))).isInstanceOf(JedisConnectionException.class);

            assertFailed("GET", "GET key", silent.getLocalPort());
        }
    }

    @Test
    void recordsThatTheConnectionIsLost() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Jedis jedis = new Jedis("localhost", server.getLocalPort());
            Pipeline pipeline = jedis.pipelined();
            pipeline.get("a");
            pipeline.get("b");
            Thread hangUp = hangUp(server);
            assertThat(catchThrowable(pipeline::sync)).isInstanceOf(JedisConnectionException.class);
            hangUp.join();

            assertFailed("PIPELINE GET", "GET a; GET b", server.getLocalPort());
            jedis.getClient().disconnect();
        }
    }

    private static Thread hangUp(ServerSocket server) {
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                InputStream input = socket.getInputStream();
                assertThat(input.read()).isPositive();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void assertFailed(String operation, String text, int port) {
        assertThat(spans().takeOne())
                .hasName(operation)
                .hasError(ERROR)
                .hasAttribute("db.query.text", text)
                .hasAttribute("db.namespace", "0")
                .hasAttribute("server.address", "localhost")
                .hasAttribute("server.port", port)
                .hasNoAttribute("db.response.status_code");
    }
}
