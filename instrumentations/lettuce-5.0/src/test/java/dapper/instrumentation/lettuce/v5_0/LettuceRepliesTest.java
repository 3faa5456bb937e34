// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The end of a command: a reply, an error, or neither. */
class LettuceRepliesTest extends LettuceContract {
    private static void inSpan(String name) {
        try {
            Traces.inSpan(name, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void callbacksHaveTheContextOfTheCaller() throws Exception {
        sync().set("key", "text");
        spans().takeOne();
        for (boolean fails : new boolean[] {false, true}) {
            BlockingQueue<String> done = new LinkedBlockingQueue<>();
            Traces.inSpan("parent", () -> {
                // The reply comes after the callback is there.
                connection.setAutoFlushCommands(false);
                RedisFuture<?> reply = fails ? async().lpush("key", "secret") : async().get("key");
                reply.whenComplete((value, thrown) -> {
                    inSpan("callback");
                    done.add("done");
                });
                connection.flushCommands();
                connection.setAutoFlushCommands(true);
            });
            assertThat(done.poll(60, SECONDS)).isNotNull();

            List<RecordedSpan> spans = spans().take(3);
            assertThat(spans.get(1)).hasName(fails ? "LPUSH" : "GET").isChildOf(spans.get(0));
            assertThat(spans.get(2)).hasName("callback").isChildOf(spans.get(0));
        }
    }

    @Test
    void subscribersHaveTheContextOfTheCaller() throws Exception {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        Traces.inSpan("parent", () -> {
            Mono<String> reply = reactive().set("key", "secret");
            reply.subscribe(value -> {
                inSpan("subscriber");
                done.add(value);
            });
        });
        assertThat(done.poll(60, SECONDS)).isEqualTo("OK");

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1)).hasName("SET").isChildOf(spans.get(0));
        assertThat(spans.get(2)).hasName("subscriber").isChildOf(spans.get(0));
    }

    @Test
    void aReplyThatTakesTooLongIsAnError() {
        try (StatefulRedisConnection<String, String> other = client.connect(uri(0))) {
            other.setTimeout(Duration.ofMillis(50));
            assertThat(catchThrowable(() -> other.sync().blpop(0, "none")))
                    .isInstanceOf(RedisCommandTimeoutException.class);

            assertThat(spans().takeOne())
                    .hasName("BLPOP")
                    .hasError(RedisCommandTimeoutException.class.getName())
                    .hasAttribute("db.query.text", "BLPOP none 0");
        }
    }

    @Test
    void aCancelledCommandHasNotFailed() {
        try (StatefulRedisConnection<String, String> other = client.connect(uri(0))) {
            assertThat(other.async().blpop(0, "none").cancel(true)).isTrue();

            assertThat(spans().takeOne()).hasName("BLPOP").hasNoError().hasNoEvents();
        }
    }

    @Test
    void aCommandWhoseConnectionIsClosedHasFailed() {
        StatefulRedisConnection<String, String> other = client.connect(uri(0));
        RedisFuture<KeyValue<String, String>> reply = other.async().blpop(0, "none");
        other.close();
        assertThat(catchThrowable(() -> reply.get(60, SECONDS))).isNotNull();

        Predicate<Object> named = type -> type.toString().contains("Exception");
        assertThat(spans().takeOne()).hasName("BLPOP").hasAttribute("error.type", named);
    }
}
