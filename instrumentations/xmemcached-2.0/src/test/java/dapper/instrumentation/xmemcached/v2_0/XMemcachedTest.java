// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.xmemcached.v2_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import net.rubyeye.xmemcached.MemcachedClient;
import net.rubyeye.xmemcached.XMemcachedClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
class XMemcachedTest {
    private static final int PORT = 11_211;

    @Container
    private static final GenericContainer<?> SERVER =
            new GenericContainer<>("memcached:1.6").withExposedPorts(PORT).waitingFor(Wait.forListeningPort());

    private MemcachedClient client;

    @BeforeEach
    void open() throws Exception {
        client = client(new InetSocketAddress(SERVER.getHost(), SERVER.getMappedPort(PORT)));
        client.setOpTimeout(60_000);
        AgentExtension.sampling(false);
        client.flushAll();
        AgentExtension.sampling(true);
    }

    private static MemcachedClient client(InetSocketAddress server) throws Exception {
        return new XMemcachedClientBuilder(List.of(server)).build();
    }

    @AfterEach
    void close() throws Exception {
        client.shutdown();
    }

    private static Map<String, Object> attributes(String operation) {
        return Map.of(
                "db.system.name",
                "memcached",
                "db.operation.name",
                operation,
                "server.address",
                SERVER.getHost(),
                "server.port",
                SERVER.getMappedPort(PORT));
    }

    @Test
    void eachOperationIsOneSpan() throws Exception {
        Traces.inSpan("parent", () -> {
            assertThat(client.set("book", 0, "hunter2")).isTrue();
            assertThat(client.<String>get("book")).isEqualTo("hunter2");
            assertThat(client.<String>get(List.of("book", "none"))).hasSize(1);
            assertThat(client.<String>get("none")).isNull();
            assertThat(client.incr("sold", 1, 5)).isEqualTo(5);
            client.deleteWithNoReply("book");
            client.flushAll();
        });
        List<RecordedSpan> spans = spans().take(8);
        String[] operations = {"set", "get", "get", "get", "incr", "delete", "flush_all"};
        for (int i = 0; i < operations.length; i++) {
            assertThat(spans.get(i + 1))
                    .hasName(operations[i])
                    .hasKind(SpanKind.CLIENT)
                    .isChildOf(spans.get(0))
                    .hasNoError()
                    .hasNoEvents();
        }
        assertThat(spans.get(1)).hasExactlyAttributes(attributes("set"));
        assertThat(spans.get(2)).hasExactlyAttributes(attributes("get"));
    }

    @Test
    void aTimeoutIsAnError() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MemcachedClient waiting = client((InetSocketAddress) silent.getLocalSocketAddress());
            try {
                assertThat(catchThrowable(() -> waiting.get("book", 50L))).isInstanceOf(TimeoutException.class);
                assertThat(spans().takeOne()).hasName("get").hasError(TimeoutException.class.getName());
            } finally {
                waiting.shutdown();
            }
        }
    }

    @Test
    void anUnsampledTraceHasNoSpan() throws Exception {
        Traces.inUnsampledTrace(() -> client.get("book"));
        Traces.inSpan("after", () -> {});
        assertThat(spans().takeOne()).hasName("after");
    }
}
