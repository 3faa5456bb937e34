// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.bootstrap.SpanKind;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.call.CallTarget;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.commands.ProtocolCommand;

@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
class JedisTest {
    @Container
    private static final RedisServer REDIS = new RedisServer();

    private Jedis jedis = new Jedis(REDIS.getHost(), REDIS.port());

    @BeforeEach
    void empty() {
        jedis.flushAll();
        spans().takeOne();
    }

    @AfterEach
    void close() {
        jedis.close();
    }

    private static Map<String, Object> attributes(String operation, String text) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("db.system.name", "redis");
        attributes.put("db.operation.name", operation);
        attributes.put("db.query.text", text);
        attributes.put("db.namespace", "0");
        attributes.put("server.address", REDIS.getHost());
        attributes.put("server.port", REDIS.port());
        return attributes;
    }

    private static Map<String, Object> attributes(String operation, String text, String key, Object value) {
        Map<String, Object> attributes = attributes(operation, text);
        attributes.put(key, value);
        return attributes;
    }

    @Test
    void makesOneSpanPerCommand() throws Exception {
        Traces.inSpan("parent", () -> {
            jedis.set("key", "secret");
            assertThat(jedis.get("key")).isEqualTo("secret");
        });

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1))
                .hasName("SET")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(attributes("SET", "SET key ?"));
        assertThat(spans.get(2))
                .hasName("GET")
                .isChildOf(spans.get(0))
                .hasExactlyAttributes(attributes("GET", "GET key"));
    }

    @Test
    void namesTheSelectedDatabase() {
        jedis.select(3);
        jedis.get("key");
        Throwable refused = catchThrowable(() -> jedis.select(1_000_000));
        jedis.get("key");

        assertThat(refused).isNotNull();
        List<RecordedSpan> spans = spans().take(4);
        assertThat(spans.get(1)).hasName("GET").hasAttribute("db.namespace", "3");
        assertThat(spans.get(2)).hasName("SELECT").hasError("ERR");
        assertThat(spans.get(3)).hasName("GET").hasAttribute("db.namespace", "3");
    }

    @Test
    void aPoolsOwnCommandsAreNoCalls() {
        JedisPoolConfig config = new JedisPoolConfig();
        config.setTestOnBorrow(true);
        config.setTestOnReturn(true);
        try (JedisPool pool = new JedisPool(config, REDIS.getHost(), REDIS.port(), 60_000, null, 2)) {
            for (int i = 0; i < 2; i++) {
                try (Jedis pooled = pool.getResource()) {
                    pooled.get("key");
                }
                assertThat(spans().takeOne()).hasName("GET").hasAttribute("db.namespace", "2");
            }
        }
    }

    @Test
    void theApplicationsOwnPingIsACall() {
        jedis.ping();

        assertThat(spans().takeOne()).hasName("PING").hasExactlyAttributes(attributes("PING", "PING"));
    }

    @Test
    void anErrorReplyIsAnError() {
        jedis.set("key", "text");
        Throwable thrown = catchThrowable(() -> jedis.lpush("key", "secret"));

        assertThat(thrown).hasMessageStartingWith("WRONGTYPE");
        Map<String, Object> attributes = attributes("LPUSH", "LPUSH key ?", "db.response.status_code", "WRONGTYPE");
        attributes.put("error.type", "WRONGTYPE");
        assertThat(spans().take(2).get(1))
                .hasName("LPUSH")
                .hasError("WRONGTYPE")
                .hasNoEvents()
                .hasExactlyAttributes(attributes);
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(catchThrowable(() -> jedis.auth("secret"))).isNotNull();
        assertThat(jedis.configSet("masterauth", "secret")).isEqualTo("OK");

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("AUTH").hasAttribute("db.query.text", "AUTH ?");
        Predicate<Object> hidden = text -> text.toString().equalsIgnoreCase("CONFIG SET masterauth ?");
        assertThat(spans.get(1)).hasName("CONFIG").hasAttribute("db.query.text", hidden);
    }

    @Test
    void aPipelineIsOneCall() throws Exception {
        Traces.inSpan("parent", () -> {
            Pipeline pipeline = jedis.pipelined();
            pipeline.set("a", "secret");
            pipeline.set("b", "secret");
            pipeline.get("a");
            pipeline.sync();
        });

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1))
                .hasName("PIPELINE")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasExactlyAttributes(attributes("PIPELINE", "SET a ?; SET b ?; GET a", "db.operation.batch.size", 3L));
    }

    @Test
    void aPipelineOfOneKindIsNamedByIt() {
        Pipeline pipeline = jedis.pipelined();
        pipeline.set("a", "secret");
        pipeline.set("a", "secret");
        pipeline.sync();

        assertThat(spans().takeOne())
                .hasName("PIPELINE SET")
                .hasExactlyAttributes(attributes("PIPELINE SET", "SET a ?", "db.operation.batch.size", 2L));
    }

    @Test
    void aPipelineOfOneCommandIsThatCommand() {
        Pipeline pipeline = jedis.pipelined();
        pipeline.set("a", "secret");
        pipeline.sync();

        assertThat(spans().takeOne()).hasName("SET").hasExactlyAttributes(attributes("SET", "SET a ?"));
    }

    @Test
    void anErrorInAPipelineIsAnErrorOfTheCall() {
        Pipeline pipeline = jedis.pipelined();
        pipeline.set("a", "text");
        pipeline.lpush("a", "secret");
        pipeline.get("a");
        pipeline.sync();

        assertThat(spans().takeOne())
                .hasName("PIPELINE")
                .hasError("WRONGTYPE")
                .hasAttribute("db.response.status_code", "WRONGTYPE")
                .hasAttribute("db.operation.batch.size", 3L);
    }

    @Test
    void aTransactionIsOneCall() throws Exception {
        Traces.inSpan("parent", () -> {
            Transaction transaction = jedis.multi();
            transaction.set("a", "secret");
            transaction.get("a");
            assertThat(transaction.exec()).containsExactly("OK", "secret");
        });

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1))
                .hasName("MULTI")
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasExactlyAttributes(attributes("MULTI", "SET a ?; GET a", "db.operation.batch.size", 2L));
    }

    @Test
    void anErrorInATransactionIsAnErrorOfTheCall() {
        Transaction transaction = jedis.multi();
        transaction.set("a", "text");
        transaction.lpush("a", "secret");
        transaction.exec();

        assertThat(spans().takeOne()).hasName("MULTI").hasError("WRONGTYPE");
    }

    @Test
    void aDiscardedTransactionIsOneCall() {
        Transaction transaction = jedis.multi();
        transaction.set("a", "secret");
        transaction.set("b", "secret");
        transaction.discard();
        jedis.get("a");

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("MULTI SET").hasNoError();
        assertThat(spans.get(1)).hasName("GET").isRoot();
    }

    @Test
    void aTransactionEndsWithItsConnection() {
        Connection connection = jedis.getClient();
        connection.sendCommand(Protocol.Command.MULTI);
        assertThat(connection.getStatusCodeReply()).isEqualTo("OK");
        connection.sendCommand(Protocol.Command.SET, "a", "secret");
        assertThat(connection.getStatusCodeReply()).isEqualTo("QUEUED");
        connection.disconnect();

        assertThat(spans().takeOne()).hasName("SET").hasExactlyAttributes(attributes("SET", "SET a ?"));
    }

    @Test
    void anEmptyTransactionIsABatchOfNothing() {
        jedis.multi().exec();

        Map<String, Object> attributes = attributes("MULTI", "", "db.operation.batch.size", 0L);
        attributes.remove("db.query.text");
        assertThat(spans().takeOne()).hasName("MULTI").hasExactlyAttributes(attributes);
    }

    @Test
    void aNameThatTheApplicationImplementsIsNotRead() {
        List<String> reads = new ArrayList<>();
        ProtocolCommand ping = () -> {
            reads.add("read");
            return new byte[] {'P', 'I', 'N', 'G'};
        };
        jedis.getClient().sendCommand(ping, "secret");
        assertThat(jedis.getClient().getBulkReply()).isEqualTo("secret");

        Map<String, Object> attributes = attributes("", "");
        attributes.remove("db.operation.name");
        attributes.remove("db.query.text");
        assertThat(spans().takeOne()).hasName("redis").hasExactlyAttributes(attributes);
        assertThat(reads).hasSize(1);
    }

    @Test
    void namesCommandsOfJedis() {
        jedis.getClient().sendCommand(Protocol.Command.ECHO, "secret");
        assertThat(jedis.getClient().getBulkReply()).isEqualTo("secret");

        assertThat(spans().takeOne()).hasName("ECHO").hasExactlyAttributes(attributes("ECHO", "ECHO ?"));
    }

    @Test
    void anUnsampledTraceHasNoSpans() throws Exception {
        Traces.inUnsampledTrace(() -> {
            jedis.set("key", "secret");
            Pipeline pipeline = jedis.pipelined();
            pipeline.get("key");
            pipeline.get("key");
            pipeline.sync();
        });

        assertThat(jedis.get("key")).isEqualTo("secret");
        assertThat(spans().takeOne()).hasName("GET").isRoot();
    }

    @Test
    void theObserverSeesEachCallOnceSampledOrNot() throws Exception {
        List<String> ended = new ArrayList<>();
        CallListening.listen((call, nanos, status, error) ->
                ended.add(call.kind() + " " + call.operation() + " " + error + " to " + call.target()));
        try {
            for (boolean sampled : new boolean[] {true, false}) {
                AgentExtension.sampling(sampled);
                jedis.set("key", "text");
                assertThat(catchThrowable(() -> jedis.lpush("key", "secret"))).isNotNull();
                Pipeline pipeline = jedis.pipelined();
                pipeline.get("key");
                pipeline.get("key");
                pipeline.sync();
                if (sampled) {
                    spans().take(3);
                }
            }
        } finally {
            CallListening.listen(null);
        }
        CallTarget target = CallTarget.of("redis", "0", REDIS.getHost(), REDIS.port());
        assertThat(ended)
                .containsExactly(
                        "DATABASE SET null to " + target,
                        "DATABASE LPUSH WRONGTYPE to " + target,
                        "DATABASE PIPELINE GET null to " + target,
                        "DATABASE SET null to " + target,
                        "DATABASE LPUSH WRONGTYPE to " + target,
                        "DATABASE PIPELINE GET null to " + target);
    }
}
