// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.call.CallListening;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.sampling.testing.ReservedPort;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnaryTest extends GrpcContract {
    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    /** A server counts these as its own failures. */
    private static final Set<Status.Code> SERVER_ERRORS = Set.of(
            Status.Code.UNKNOWN,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.UNIMPLEMENTED,
            Status.Code.INTERNAL,
            Status.Code.UNAVAILABLE,
            Status.Code.DATA_LOSS);

    private String takeTraceparent() throws InterruptedException {
        Metadata headers = shop.received.poll(60, TimeUnit.SECONDS);
        assertThat(headers).isNotNull();
        List<String> values = new ArrayList<>();
        headers.getAll(TRACEPARENT).forEach(values::add);
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    @Test
    void makesOneSpanOnEachSide() throws Exception {
        Traces.inSpan("parent", () -> assertThat(buy("tea")).isEqualTo("ok tea"));

        List<RecordedSpan> spans = spans().take(4);
        RecordedSpan client = spans.get(1);
        RecordedSpan served = spans.get(2);
        assertThat(client)
                .hasName("shop.Shop/Buy")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(clientAttributes("Buy", "OK"));
        assertThat(served)
                .hasName("shop.Shop/Buy")
                .hasKind(SpanKind.SERVER)
                .hasRemoteParent(client.traceId(), client.spanId())
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(attributes("Buy", "OK"));
        assertThat(spans.get(3)).hasName("work tea").isChildOf(served);
        assertThat(takeTraceparent()).startsWith("00-" + client.traceId() + '-' + client.spanId() + "-0");
    }

    @Test
    void isARootWithoutAParent() {
        buy("tea");

        assertThat(only(SpanKind.CLIENT, spans().take(3))).isRoot();
    }

    @ParameterizedTest
    @EnumSource(value = Status.Code.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void describesFailures(Status.Code code) {
        assertThatThrownBy(() -> buy("fail " + code)).isInstanceOf(StatusRuntimeException.class);

        List<RecordedSpan> spans = spans().take(2);
        RecordedSpan client = only(SpanKind.CLIENT, spans);
        Map<String, Object> failedClient = clientAttributes("Buy", code.name());
        failedClient.put("error.type", code.name());
        assertThat(client).hasError(code.name()).hasNoEvents().hasExactlyAttributes(failedClient);
        assertThat(client.statusDescription()).isEqualTo("sorry");
        RecordedSpan served = only(SpanKind.SERVER, spans);
        if (SERVER_ERRORS.contains(code)) {
            Map<String, Object> failed = attributes("Buy", code.name());
            failed.put("error.type", code.name());
            assertThat(served).hasError(code.name()).hasExactlyAttributes(failed);
        } else {
            assertThat(served).hasNoError().hasExactlyAttributes(attributes("Buy", code.name()));
        }
    }

    @Test
    void describesAnExceptionOfTheService() {
        assertThatThrownBy(() -> buy("throw up")).isInstanceOf(StatusRuntimeException.class);

        List<RecordedSpan> spans = spans().take(2);
        assertThat(only(SpanKind.CLIENT, spans))
                .hasError("UNKNOWN")
                .hasAttribute("rpc.response.status_code", "UNKNOWN")
                .hasNoEvents();
        RecordedSpan served = only(SpanKind.SERVER, spans);
        assertThat(served).hasError("UNKNOWN").hasAttribute("rpc.response.status_code", "UNKNOWN");
        assertThat(served.events()).hasSize(1);
        assertThat(served.events().get(0).attributes())
                .containsEntry("exception.type", IllegalStateException.class.getName())
                .containsEntry("exception.message", "up");
    }

    @Test
    void recordsThatNobodyListens() throws Exception {
        try (ReservedPort nobody = new ReservedPort()) {
            ManagedChannel broken = channelBuilder(nobody.number()).build();
            try {
                assertThatThrownBy(() -> buy(broken, "tea")).isInstanceOf(StatusRuntimeException.class);
            } finally {
                broken.shutdownNow().awaitTermination(60, TimeUnit.SECONDS);
            }
            RecordedSpan client = spans().takeOne();
            assertThat(client)
                    .hasError("UNAVAILABLE")
                    .hasExactlyAttributes(
                            "rpc.system.name", "grpc",
                            "rpc.method", "shop.Shop/Buy",
                            "rpc.response.status_code", "UNAVAILABLE",
                            "error.type", "UNAVAILABLE",
                            "server.address", "localhost",
                            "server.port", nobody.number());
        }
    }

    @Test
    void recordsThatTheTimeIsOver() {
        buy("tea"); // the connection is there, so that the call reaches the server in time
        spans().take(3);
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(2, TimeUnit.SECONDS);

        assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(channel.newCall(Shop.BUY, options), "hang"))
                .isInstanceOf(StatusRuntimeException.class);

        List<RecordedSpan> spans = spans().take(2);
        assertThat(only(SpanKind.CLIENT, spans))
                .hasError("DEADLINE_EXCEEDED")
                .hasAttribute("rpc.response.status_code", "DEADLINE_EXCEEDED");
        // The client's cancellation and the server's own clock race.
        assertThat(only(SpanKind.SERVER, spans).attributes().get("rpc.response.status_code"))
                .isIn("DEADLINE_EXCEEDED", "CANCELLED");
    }

    @Test
    void recordsACancellation() throws Exception {
        Future<String> answer = ClientCalls.futureUnaryCall(channel.newCall(Shop.BUY, CallOptions.DEFAULT), "hang");
        // A cancellation between the headers and the request makes a server of gRPC 1.6 answer INTERNAL.
        assertThat(shop.hanging.poll(60, TimeUnit.SECONDS)).isNotNull();

        answer.cancel(true);

        List<RecordedSpan> spans = spans().take(2);
        assertThat(only(SpanKind.CLIENT, spans))
                .hasError("CANCELLED")
                .hasAttribute("rpc.response.status_code", "CANCELLED");
        assertThat(only(SpanKind.SERVER, spans)).hasNoError().hasExactlyAttributes(attributes("Buy", "CANCELLED"));
    }

    @Test
    void tellsTheServerWhatIsNotRecorded() throws Exception {
        Traces.inUnsampledTrace(() -> buy("tea"));

        assertThat(takeTraceparent()).isEqualTo("00-" + Traces.UNSAMPLED_TRACE_ID + "-0000000000000003-00");
    }

    @Test
    void leavesTheAgentsOwnCallsAlone() throws Exception {
        Current.set(UnsampledContext.SUPPRESSED);
        try {
            buy("tea");
        } finally {
            Current.set(null);
        }

        assertThat(shop.received.poll(60, TimeUnit.SECONDS).containsKey(TRACEPARENT))
                .isFalse();
        spans().take(2); // the service has no caller
    }

    @Test
    void replacesHeadersOfAnotherTrace() throws Exception {
        Metadata stale = new Metadata();
        stale.put(TRACEPARENT, "00-11111111111111111111111111111111-2222222222222222-01");
        stale.put(TRACEPARENT, "00-33333333333333333333333333333333-4444444444444444-01");

        ClientCalls.blockingUnaryCall(
                ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(stale))
                        .newCall(Shop.BUY, CallOptions.DEFAULT),
                "tea");

        RecordedSpan client = only(SpanKind.CLIENT, spans().take(3));
        assertThat(takeTraceparent()).contains(client.traceId() + '-' + client.spanId());
    }

    @Test
    void theListenerSeesEachCallOnceSampledOrNot() throws Exception {
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        CallListening.listen((endedCall, nanos, status, error) -> ended.add(endedCall.kind() + " "
                + endedCall.operation() + ' ' + error + ' ' + endedCall.statusName() + " to " + endedCall.target()));
        String client = " to grpc null localhost:" + server.getPort();
        String served = " to grpc null null:0";
        try {
            buy("tea");
            assertTwoEnded(
                    ended, "RPC_CLIENT shop.Shop/Buy null OK" + client, "RPC_SERVER shop.Shop/Buy null OK" + served);
            spans().take(3);
            Traces.inUnsampledTrace(() -> buy("tea"));
            assertTwoEnded(
                    ended, "RPC_CLIENT shop.Shop/Buy null OK" + client, "RPC_SERVER shop.Shop/Buy null OK" + served);
            AgentExtension.sampling(false);
            assertThatThrownBy(() -> buy("fail INTERNAL")).isInstanceOf(StatusRuntimeException.class);
            assertTwoEnded(
                    ended,
                    "RPC_CLIENT shop.Shop/Buy INTERNAL INTERNAL" + client,
                    "RPC_SERVER shop.Shop/Buy INTERNAL INTERNAL" + served);
        } finally {
            CallListening.listen(null);
        }
        assertThat(ended).isEmpty();
    }

    /** The server's call may end after the client has its answer. */
    private static void assertTwoEnded(BlockingQueue<String> ended, String... expected) throws InterruptedException {
        assertThat(new String[] {ended.poll(60, TimeUnit.SECONDS), ended.poll(60, TimeUnit.SECONDS)})
                .containsExactlyInAnyOrder(expected);
    }

    @Test
    void threadsKeepNoContext() throws Exception {
        for (int i = 0; i < 10; i++) {
            Traces.inSpan("parent", () -> buy("tea"));
        }
        spans().take(40);

        assertNoContext(serverThreads);
        assertNoContext(clientThreads);
    }

    private static void assertNoContext(ExecutorService threads) throws Exception {
        List<CompletableFuture<@Nullable TraceContext>> left = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<@Nullable TraceContext> found = new CompletableFuture<>();
            left.add(found);
            threads.execute(() -> found.complete(Current.get()));
        }
        for (CompletableFuture<@Nullable TraceContext> found : left) {
            assertThat(found.get(60, TimeUnit.SECONDS)).isNull();
        }
    }
}
