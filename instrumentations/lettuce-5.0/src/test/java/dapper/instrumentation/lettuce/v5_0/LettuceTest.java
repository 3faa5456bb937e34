// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.call.CallTarget;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class LettuceTest extends LettuceContract {
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

    @Test
    void makesOneSpanPerCommand() throws Exception {
        Traces.inSpan("parent", () -> {
            sync().set("key", "secret");
            assertThat(async().get("key").get(60, SECONDS)).isEqualTo("secret");
            assertThat(reactive().hset("hash", "field", "secret").block(LONG)).isTrue();
        });

        List<RecordedSpan> spans = spans().take(4);
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
        assertThat(spans.get(3))
                .hasName("HSET")
                .isChildOf(spans.get(0))
                .hasExactlyAttributes(attributes("HSET", "HSET hash field ?"));
    }

    @Test
    void connectingIsNoCallAndNamesTheDatabase() {
        try (StatefulRedisConnection<String, String> other = client.connect(uri(2))) {
            other.sync().get("key");
            other.sync().select(3);
            other.sync().get("key");
        }

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(0)).hasName("GET").hasAttribute("db.namespace", "2");
        assertThat(spans.get(1)).hasName("SELECT");
        assertThat(spans.get(2)).hasName("GET").hasAttribute("db.namespace", "3");
    }

    @Test
    void anErrorReplyIsAnError() throws Exception {
        sync().set("key", "text");
        spans().takeOne();
        Map<String, Object> attributes = attributes("LPUSH", "LPUSH key ?");
        attributes.put("db.response.status_code", "WRONGTYPE");
        attributes.put("error.type", "WRONGTYPE");

        assertThat(catchThrowable(() -> sync().lpush("key", "secret"))).hasMessageContaining("WRONGTYPE");
        assertThat(spans().takeOne()).hasError("WRONGTYPE").hasNoEvents().hasExactlyAttributes(attributes);
        assertThat(catchThrowable(() -> async().lpush("key", "secret").get(60, SECONDS)))
                .hasMessageContaining("WRONGTYPE");
        assertThat(spans().takeOne()).hasError("WRONGTYPE").hasNoEvents().hasExactlyAttributes(attributes);
        assertThat(catchThrowable(() -> reactive().lpush("key", "secret").block(LONG)))
                .hasMessageContaining("WRONGTYPE");
        assertThat(spans().takeOne()).hasError("WRONGTYPE").hasNoEvents().hasExactlyAttributes(attributes);
    }

    @Test
    void passwordsAreNotShown() {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8).add("secret");
        assertThat(catchThrowable(
                        () -> sync().dispatch(CommandType.AUTH, new StatusOutput<>(StringCodec.UTF8), arguments)))
                .isNotNull();
        assertThat(sync().configSet("masterauth", "secret")).isEqualTo("OK");

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("AUTH").hasAttribute("db.query.text", "AUTH ?");
        assertThat(spans.get(1)).hasName("CONFIG").hasAttribute("db.query.text", "CONFIG SET masterauth ?");
    }

    @Test
    void aSubscriptionMakesACall() {
        Mono<String> get = reactive().get("key");
        get.block(LONG);
        get.block(LONG);

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("GET").isRoot();
        assertThat(spans.get(1)).hasName("GET").isRoot();
    }

    @Test
    void recordsStreams() {
        sync().rpush("list", "a", "b");
        spans().takeOne();
        Flux<String> list = reactive().lrange("list", 0, -1);
        assertThat(list.collectList().block(LONG)).containsExactly("a", "b");

        assertThat(spans().takeOne())
                .hasName("LRANGE")
                .hasNoError()
                .hasExactlyAttributes(attributes("LRANGE", "LRANGE list 0 -1"));
    }

    @Test
    void aPipelineIsOneCall() throws Exception {
        Traces.inSpan("parent", () -> {
            connection.setAutoFlushCommands(false);
            List<CompletableFuture<?>> replies = new ArrayList<>();
            replies.add(async().set("a", "secret").toCompletableFuture());
            replies.add(async().set("b", "secret").toCompletableFuture());
            replies.add(async().get("a").toCompletableFuture());
            connection.flushCommands();
            connection.setAutoFlushCommands(true);
            CompletableFuture.allOf(replies.toArray(new CompletableFuture<?>[0]))
                    .get(60, SECONDS);
        });

        Map<String, Object> attributes = attributes("PIPELINE", "SET a ?; SET b ?; GET a");
        attributes.put("db.operation.batch.size", 3L);
        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1))
                .hasName("PIPELINE")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasExactlyAttributes(attributes);
    }

    @Test
    void anErrorInAPipelineIsAnErrorOfTheCall() throws Exception {
        connection.setAutoFlushCommands(false);
        RedisFuture<String> set = async().set("a", "text");
        RedisFuture<Long> push = async().lpush("a", "secret");
        connection.flushCommands();
        connection.setAutoFlushCommands(true);
        assertThat(set.get(60, SECONDS)).isEqualTo("OK");
        assertThat(catchThrowable(() -> push.get(60, SECONDS))).isNotNull();

        assertThat(spans().takeOne())
                .hasName("PIPELINE")
                .hasError("WRONGTYPE")
                .hasAttribute("db.response.status_code", "WRONGTYPE");
    }

    @Test
    void theCommandsOfATransactionAreCalls() throws Exception {
        Traces.inSpan("parent", () -> {
            sync().multi();
            sync().set("a", "secret");
            TransactionResult result = sync().exec();
            assertThat(result.<String>get(0)).isEqualTo("OK");
        });

        List<RecordedSpan> spans = spans().take(4);
        assertThat(spans.get(1)).hasName("MULTI").isChildOf(spans.get(0)).hasNoError();
        assertThat(spans.get(2)).hasName("SET").isChildOf(spans.get(0)).hasNoError();
        assertThat(spans.get(3)).hasName("EXEC").isChildOf(spans.get(0)).hasNoError();
    }

    @Test
    void aNameThatTheApplicationImplementsIsTakenFromWhatIsSent() throws Exception {
        ProtocolKeyword echo = new ProtocolKeyword() {
            @Override
            public byte[] getBytes() {
                return "ECHO".getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public String name() {
                return "ECHO";
            }

            @Override
            public String toString() {
                return "ECHO";
            }
        };
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8).add("secret");
        RedisFuture<String> reply = async().dispatch(echo, new StatusOutput<>(StringCodec.UTF8), arguments);
        catchThrowable(() -> reply.get(60, SECONDS));

        assertThat(spans().takeOne()).hasName("ECHO").hasExactlyAttributes(attributes("ECHO", "ECHO ?"));
    }

    @Test
    void anUnsampledTraceHasNoSpansAndGoesOnInCallbacks() throws Exception {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        Traces.inUnsampledTrace(() -> {
            sync().set("key", "secret");
            async().get("key").whenComplete((value, thrown) -> done.add("unsampled: " + Current.isUnsampled()));
        });
        assertThat(done.poll(60, SECONDS)).isEqualTo("unsampled: true");

        assertThat(sync().get("key")).isEqualTo("secret");
        assertThat(spans().takeOne()).hasName("GET").isRoot();
    }

    @Test
    void theObserverSeesEachCallOnceSampledOrNot() throws Exception {
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        CallListening.listen((call, nanos, status, error) ->
                ended.add(call.kind() + " " + call.operation() + " " + error + " to " + call.target()));
        CallTarget target = CallTarget.of("redis", "0", REDIS.getHost(), REDIS.port());
        try {
            for (boolean sampled : new boolean[] {true, false}) {
                AgentExtension.sampling(sampled);
                sync().set("key", "text");
                assertThat(ended.poll(60, SECONDS)).isEqualTo("DATABASE SET null to " + target);
                assertThat(catchThrowable(() -> sync().lpush("key", "secret"))).isNotNull();
                assertThat(ended.poll(60, SECONDS)).isEqualTo("DATABASE LPUSH WRONGTYPE to " + target);
                if (sampled) {
                    spans().take(2);
                }
            }
        } finally {
            CallListening.listen(null);
        }
        assertThat(ended).isEmpty();
    }
}
