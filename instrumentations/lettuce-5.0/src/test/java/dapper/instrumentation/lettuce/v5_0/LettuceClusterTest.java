// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
class LettuceClusterTest {
    @Container
    private static final RedisServer REDIS = new RedisServer().clustered();

    private static boolean isNewerThan50() {
        return RedisURI.class.getClassLoader().getResource("io/lettuce/core/tracing/Tracing.class") != null;
    }

    @Test
    void aCommandIsOneCallAndTheDiscoveryIsNone() throws Exception {
        assumeTrue(isNewerThan50(), "Lettuce 5.0 cannot read the reply of Redis 7 to COMMAND, so it does not connect");
        RedisClusterClient client = RedisClusterClient.create(RedisURI.builder()
                .withHost(REDIS.getHost())
                .withPort(REDIS.port())
                .withTimeout(Duration.ofSeconds(60))
                .build());
        try (StatefulRedisClusterConnection<String, String> connection = client.connect()) {
            Traces.inSpan("parent", () -> {
                connection.sync().set("key", "secret");
                assertThat(connection.sync().get("key")).isEqualTo("secret");
            });
        } finally {
            client.shutdown(0, 10, TimeUnit.SECONDS);
        }

        List<RecordedSpan> spans = spans().take(3);
        InetAddress address = InetAddress.getByName(REDIS.getHost());
        assertThat(spans.get(1))
                .hasName("SET")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasExactlyAttributes(
                        "db.system.name", "redis",
                        "db.operation.name", "SET",
                        "db.query.text", "SET key ?",
                        "db.namespace", "0",
                        "server.address", address.getHostAddress(),
                        "server.port", REDIS.port());
        assertThat(spans.get(2)).hasName("GET").isChildOf(spans.get(0)).hasNoError();
    }
}
