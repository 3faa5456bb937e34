// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.sampling.testing.ReservedPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.OperationTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
@ParameterizedClass
@EnumSource(ConnectionFactoryBuilder.Protocol.class)
class SpymemcachedTest {
    private static final int PORT = 11_211;

    @Container
    private static final GenericContainer<?> SERVER =
            new GenericContainer<>("memcached:1.6").withExposedPorts(PORT).waitingFor(Wait.forListeningPort());

    private final ConnectionFactoryBuilder.Protocol protocol;
    private MemcachedClient client;

    SpymemcachedTest(ConnectionFactoryBuilder.Protocol protocol) {
        this.protocol = protocol;
    }

    /** Runs listeners on the thread of the client that completes the future. */
    private static final class CallingThread extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    @BeforeEach
    void open() throws Exception {
        InetSocketAddress server = new InetSocketAddress(SERVER.getHost(), SERVER.getMappedPort(PORT));
        client = client(server, 60_000, FailureMode.Redistribute);
        AgentExtension.sampling(false);
        client.flush().get();
        AgentExtension.sampling(true);
    }

    private MemcachedClient client(SocketAddress server, long timeoutMillis, FailureMode mode) throws Exception {
        return new MemcachedClient(
                new ConnectionFactoryBuilder()
                        .setProtocol(protocol)
                        .setOpTimeout(timeoutMillis)
                        .setFailureMode(mode)
                        .setListenerExecutorService(new CallingThread())
                        .setDaemon(true)
                        .build(),
                List.of((InetSocketAddress) server));
    }

    @AfterEach
    void close() {
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
            assertThat(client.set("book", 0, "hunter2").get()).isTrue();
            assertThat(client.get("book")).isEqualTo("hunter2");
            assertThat(client.getBulk("book", "none")).hasSize(1);
            assertThat(client.asyncGet("none").get()).isNull();
            assertThat(client.incr("sold", 1, 5)).isEqualTo(5);
            assertThat(client.delete("book").get()).isTrue();
        });
        List<RecordedSpan> spans = spans().take(7);
        String[] operations = {"set", "get", "get", "get", "incr", "delete"};
        for (int i = 0; i < operations.length; i++) {
            assertThat(spans.get(i + 1))
                    .hasName(operations[i])
                    .hasKind(SpanKind.CLIENT)
                    .isChildOf(spans.get(0))
                    .hasNoError()
                    .hasNoEvents()
                    .hasExactlyAttributes(attributes(operations[i]));
        }
    }

    @Test
    void aListenerRunsInTheContextOfTheCodeThatAddedIt() throws Exception {
        Traces.inSpan("parent", () -> {
            CountDownLatch ran = new CountDownLatch(1);
            client.asyncGet("book").addListener(future -> {
                Traces.inSpan("listener", () -> {});
                ran.countDown();
            });
            ran.await();
        });
        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(0)).hasName("parent");
        assertThat(spans.subList(1, 3))
                .allSatisfy(span -> assertThat(span).isChildOf(spans.get(0)))
                .extracting(RecordedSpan::name)
                .containsExactlyInAnyOrder("get", "listener");
        assertThat(Current.get()).isNull();
    }

    @Test
    void aFutureThatTheApplicationCancelsHasNotFailed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MemcachedClient waiting = client(silent.getLocalSocketAddress(), 60_000, FailureMode.Redistribute);
            try {
                waiting.asyncGet("book").cancel(false);
                assertThat(spans().takeOne()).hasName("get").hasNoError();
            } finally {
                waiting.shutdown();
            }
        }
    }

    @Test
    void anOperationThatTheClientCancelsIsAnError() throws Exception {
        try (ReservedPort nobody = new ReservedPort()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), nobody.number());
            MemcachedClient lonely = client(address, 60_000, FailureMode.Cancel);
            try {
                assertThat(catchThrowable(() -> lonely.asyncGet("book").get())).isNotNull();
                assertThat(spans().takeOne()).hasName("get").hasError(CancellationException.class.getName());
            } finally {
                lonely.shutdown();
            }
        }
    }

    @Test
    void anEmptyBulkIsOneSpan() {
        assertThat(client.getBulk(List.of())).isEmpty();
        assertThat(spans().takeOne()).hasName("get").hasNoError();
    }

    @Test
    void aTimeoutIsAnError() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MemcachedClient waiting = client(silent.getLocalSocketAddress(), 50, FailureMode.Redistribute);
            try {
                assertThat(catchThrowable(() -> waiting.get("book"))).isInstanceOf(OperationTimeoutException.class);
                assertThat(spans().takeOne()).hasName("get").hasError(OperationTimeoutException.class.getName());
                assertThat(catchThrowable(() -> waiting.asyncGet("book").get(50, TimeUnit.MILLISECONDS)))
                        .isNotNull();
                assertThat(spans().takeOne())
                        .hasName("get")
                        .hasError("net.spy.memcached.internal.CheckedOperationTimeoutException");
            } finally {
                waiting.shutdown();
            }
        }
    }

    @Test
    void anUnsampledTraceHasNoSpan() throws Exception {
        Traces.inUnsampledTrace(() -> {
            client.get("book");
            client.asyncGet("book").get();
        });
        Traces.inSpan("after", () -> {});
        assertThat(spans().takeOne()).hasName("after");
    }
}
