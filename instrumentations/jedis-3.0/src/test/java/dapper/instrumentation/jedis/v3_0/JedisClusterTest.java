// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisCluster;

@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
class JedisClusterTest {
    @Container
    private static final RedisServer REDIS = new RedisServer().clustered();

    @Test
    void aCommandIsOneCallAndTheDiscoveryIsNone() throws Exception {
        try (JedisCluster cluster = new JedisCluster(new HostAndPort(REDIS.getHost(), REDIS.port()))) {
            Traces.inSpan("parent", () -> {
                cluster.set("key", "secret");
                assertThat(cluster.get("key")).isEqualTo("secret");
                assertThat(catchThrowable(() -> cluster.lpush("key", "secret"))).isNotNull();
            });
        }

        List<RecordedSpan> spans = spans().take(4);
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
                        "server.address", InetAddress.getByName(REDIS.getHost()).getHostAddress(),
                        "server.port", REDIS.port());
        assertThat(spans.get(2)).hasName("GET").isChildOf(spans.get(0)).hasNoError();
        assertThat(spans.get(3)).hasName("LPUSH").isChildOf(spans.get(0)).hasError("WRONGTYPE");
    }
}
