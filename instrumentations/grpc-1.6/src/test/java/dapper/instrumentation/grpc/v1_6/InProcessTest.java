// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Both sides on one thread, one inside the other. */
@ExtendWith(AgentExtension.class)
class InProcessTest {
    @Test
    void bothSidesHaveTheirContexts() throws Exception {
        ServerBuilder<?> serverBuilder = InProcessServerBuilder.forName("shop");
        Server server = serverBuilder
                .directExecutor()
                .addService(new Shop().service())
                .build()
                .start();
        ManagedChannelBuilder<?> channelBuilder = InProcessChannelBuilder.forName("shop");
        ManagedChannel channel = channelBuilder.directExecutor().build();
        try {
            Traces.inSpan("parent", () -> {
                assertThat(ClientCalls.blockingUnaryCall(channel.newCall(Shop.BUY, CallOptions.DEFAULT), "tea"))
                        .isEqualTo("ok tea");
                Traces.inSpan("afterwards", () -> {});
            });
        } finally {
            channel.shutdownNow().awaitTermination(60, TimeUnit.SECONDS);
            server.shutdownNow().awaitTermination(60, TimeUnit.SECONDS);
        }

        List<RecordedSpan> spans = AgentExtension.spans().take(5);
        RecordedSpan client = GrpcContract.only(SpanKind.CLIENT, spans);
        RecordedSpan served = GrpcContract.only(SpanKind.SERVER, spans);
        assertThat(client).isChildOf(spans.get(0)).hasNoError();
        assertThat(served).hasRemoteParent(client.traceId(), client.spanId()).hasNoError();
        assertThat(spans.get(3)).hasName("work tea").isChildOf(served);
        assertThat(spans.get(4)).hasName("afterwards").isChildOf(spans.get(0));
    }
}
