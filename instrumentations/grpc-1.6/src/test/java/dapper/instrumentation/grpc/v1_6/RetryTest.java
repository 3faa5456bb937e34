// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.RecordedSpan;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Channels that retry by themselves: not in the lowest version, so the setting has no method to compile with. */
class RetryTest extends GrpcContract {
    private static final Map<String, ?> RETRIES = Map.of(
            "methodConfig",
            List.of(Map.of(
                    "name",
                    List.of(Map.of("service", "shop.Shop")),
                    "retryPolicy",
                    Map.of(
                            "maxAttempts",
                            3.0,
                            "initialBackoff",
                            "0.01s",
                            "maxBackoff",
                            "0.01s",
                            "backoffMultiplier",
                            1.0,
                            "retryableStatusCodes",
                            List.of("UNAVAILABLE")))));

    @Test
    void aRetriedCallIsOneCall() throws Exception {
        ManagedChannelBuilder<?> builder = channelBuilder(server.getPort());
        Optional<Method> setting = Arrays.stream(ManagedChannelBuilder.class.getMethods())
                .filter(method -> method.getName().equals("defaultServiceConfig"))
                .findFirst();
        assumeTrue(setting.isPresent());
        setting.get().invoke(builder, RETRIES);
        ManagedChannelBuilder.class.getMethod("enableRetry").invoke(builder);
        ManagedChannel retrying = builder.build();
        try {
            assertThat(buy(retrying, "unavailable twice")).isEqualTo("ok unavailable twice");
        } finally {
            retrying.shutdownNow().awaitTermination(60, TimeUnit.SECONDS);
        }

        List<RecordedSpan> spans = spans().take(5);
        RecordedSpan client = only(SpanKind.CLIENT, spans);
        assertThat(client).isRoot().hasNoError().hasExactlyAttributes(clientAttributes("Buy", "OK"));
        assertThat(spans.stream().filter(span -> span.kind() == SpanKind.SERVER))
                .hasSize(3)
                .allSatisfy(served -> assertThat(served).hasRemoteParent(client.traceId(), client.spanId()));
    }
}
