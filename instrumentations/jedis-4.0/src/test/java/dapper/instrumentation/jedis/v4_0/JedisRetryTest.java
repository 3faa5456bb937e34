// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v4_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** The client that repeats a command when its connection is lost. */
@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
class JedisRetryTest {
    @Container
    private static final RedisServer REDIS = new RedisServer();

    @Test
    void aRepeatedCommandIsOneCall() throws Exception {
        PooledConnectionProvider provider =
                new PooledConnectionProvider(new HostAndPort(REDIS.getHost(), REDIS.port()));
        try (Jedis other = new Jedis(REDIS.getHost(), REDIS.port());
                UnifiedJedis client = new UnifiedJedis(provider, 3, Duration.ofSeconds(60))) {
            Traces.inSpan("parent", () -> {
                client.set("key", "secret");
                other.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
                assertThat(client.get("key")).isEqualTo("secret");
            });
        }

        List<RecordedSpan> spans = spans().take(4);
        assertThat(spans.get(1)).hasName("SET").isChildOf(spans.get(0)).hasNoError();
        assertThat(spans.get(2)).hasName("CLIENT");
        assertThat(spans.get(3))
                .hasName("GET")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(
                        "db.system.name", "redis",
                        "db.operation.name", "GET",
                        "db.query.text", "GET key",
                        "db.namespace", "0",
                        "server.address", REDIS.getHost(),
                        "server.port", REDIS.port());
    }
}
