// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redisson.Redisson;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchOptions.ExecutionMode;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
class RedissonTest {
    private static final int PORT = 6_379;

    @Container
    private static final GenericContainer<?> REDIS =
            new GenericContainer<>("redis:7.0").withExposedPorts(PORT).waitingFor(Wait.forListeningPort());

    private RedissonClient client;

    @BeforeEach
    void open() {
        client = connect();
    }

    @AfterEach
    void close() {
        AgentExtension.sampling(false);
        client.getKeys().flushall();
        client.shutdown();
        AgentExtension.sampling(true);
    }

    private static RedissonClient connect() {
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.useSingleServer()
                .setAddress("redis://" + REDIS.getHost() + ':' + REDIS.getMappedPort(PORT))
                .setDatabase(2)
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionMinimumIdleSize(1);
        return Redisson.create(config);
    }

    private static Map<String, Object> attributes(String operation, String text) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("db.system.name", "redis");
        attributes.put("db.operation.name", operation);
        attributes.put("db.query.text", text);
        attributes.put("db.namespace", "2");
        attributes.put("server.address", REDIS.getHost());
        attributes.put("server.port", REDIS.getMappedPort(PORT));
        return attributes;
    }

    @Test
    void eachCommandIsOneSpan() throws Exception {
        Traces.inSpan("parent", () -> {
            client.getBucket("book").set("hunter2");
            assertThat(client.<String>getBucket("book").getAsync().get(60, TimeUnit.SECONDS))
                    .isEqualTo("hunter2");
        });
        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1))
                .hasName("SET")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(attributes("SET", "SET book ?"));
        assertThat(spans.get(2))
                .hasName("GET")
                .isChildOf(spans.get(0))
                .hasExactlyAttributes(attributes("GET", "GET book"));
    }

    @Test
    void openingAndClosingAClientMakesNoSpan() throws Exception {
        Traces.inSpan("parent", () -> connect().shutdown());
        assertThat(spans().takeOne()).hasName("parent");
    }

    @Test
    void anErrorReplyHasItsPrefixAndNoMessage() {
        client.getBucket("book").set("x");
        spans().takeOne();
        assertThat(catchThrowable(() -> client.getList("book").add("hunter2"))).hasMessageContaining("WRONGTYPE");
        RecordedSpan span = spans().takeOne();
        assertThat(span)
                .hasName("RPUSH")
                .hasError("WRONGTYPE")
                .hasAttribute("db.response.status_code", "WRONGTYPE")
                .hasNoEvents();
        assertThat(span.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @EnumSource(
            value = ExecutionMode.class,
            names = {"IN_MEMORY", "IN_MEMORY_ATOMIC", "REDIS_WRITE_ATOMIC"})
    void aBatchIsOneSpan(ExecutionMode mode) throws Exception {
        Traces.inSpan("parent", () -> {
            RBatch batch = client.createBatch(BatchOptions.defaults().executionMode(mode));
            batch.getBucket("book").setAsync("hunter2");
            batch.getBucket("title").setAsync("hunter2");
            batch.execute();
        });
        List<RecordedSpan> spans = spans().take(2);
        Map<String, Object> attributes = attributes("PIPELINE SET", "SET book ?; SET title ?");
        attributes.put("db.operation.batch.size", 2);
        if (mode == ExecutionMode.REDIS_WRITE_ATOMIC) {
            attributes.remove("db.query.text"); // the commands were sent before
        }
        assertThat(spans.get(1))
                .hasName("PIPELINE SET")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasExactlyAttributes(attributes);
        AgentExtension.sampling(false);
        assertThat(client.getBucket("title").get()).isEqualTo("hunter2");
        AgentExtension.sampling(true);
    }

    @Test
    void aBatchThatFailsHasThePrefixOfTheFirstError() {
        client.getBucket("book").set("x");
        spans().takeOne();
        RBatch batch = client.createBatch();
        batch.getList("book").addAsync("hunter2");
        assertThat(catchThrowable(batch::execute)).hasMessageContaining("WRONGTYPE");
        RecordedSpan span = spans().takeOne();
        assertThat(span).hasName("RPUSH").hasError("WRONGTYPE");
        assertThat(span.toString()).doesNotContain("hunter2");
    }

    @Test
    void aLockMakesSpansOfItsScriptsOnly() throws Exception {
        AgentExtension.sampling(false);
        lockAndUnlock(); // Redis has the scripts from now on
        AgentExtension.sampling(true);
        Traces.inSpan("parent", this::lockAndUnlock);
        List<RecordedSpan> spans = spans().take(3);
        for (RecordedSpan span : spans.subList(1, 3)) {
            assertThat(span).isChildOf(spans.get(0)).hasNoError();
            assertThat(span.name()).startsWith("EVAL");
        }
    }

    private void lockAndUnlock() {
        client.getLock("lock").lock(1, TimeUnit.MINUTES);
        client.getLock("lock").unlock();
    }

    @Test
    void aCancelledCommandHasNotFailed() {
        RFuture<Object> waiting = client.getBlockingQueue("queue").pollAsync(1, TimeUnit.MINUTES);
        waiting.cancel(true);
        assertThat(spans().takeOne()).hasName("BLPOP").hasNoError();
    }

    @Test
    void anUnsampledTraceHasNoSpan() throws Exception {
        Traces.inUnsampledTrace(() -> {
            client.getBucket("book").set("x");
            RBatch batch = client.createBatch();
            batch.getBucket("book").getAsync();
            batch.execute();
        });
        Traces.inSpan("after", () -> {});
        assertThat(spans().takeOne()).hasName("after");
    }
}
