// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import static dapper.collector.HttpClients.awaitMetric;
import static dapper.collector.HttpClients.metric;
import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import dapper.collector.Collector;
import dapper.collector.Collectors;
import dapper.collector.RawMessages;
import dapper.collector.RecordingWriter;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc.TraceServiceBlockingStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class GrpcReceiverTest {
    private static final TraceId TRACE = new TraceId(1, 0x00ff_ffff_ffff_ffffL);

    private final RecordingWriter storage = new RecordingWriter();
    private final List<Runnable> closing = new ArrayList<>();

    @AfterEach
    void close() {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).run();
        }
    }

    @Test
    void acknowledgesSpansOnceTheyAreWritten() throws Exception {
        Collector collector = start();

        ExportTraceServiceResponse response = stub(collector).export(request(span(TRACE, 2), span(TRACE, 3)));

        assertThat(response).isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
        assertThat(response.hasPartialSuccess()).isFalse();
        assertThat(storage.traces()).containsOnlyKeys(TRACE);
        assertThat(storage.spans())
                .extracting(span -> span.spanId() + " " + span.name() + " " + span.serviceName())
                .containsExactly("2 GET /orders orders", "3 GET /orders orders");
        assertThat(metric(collector, "dapper_collector_requests_total{result=\"ok\",transport=\"grpc\"}"))
                .isEqualTo(1);
    }

    @Test
    void waitsForStorageBeforeItAcknowledges() throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        storage.behave(id -> written);
        Collector collector = start();

        var answer = TraceServiceGrpc.newFutureStub(channel(collector)).export(request(span(TRACE, 2)));
        while (metric(collector, "dapper_collector_spans_in_flight") != 1) {
            assertThat(answer.isDone()).isFalse();
        }
        assertThat(answer.isDone()).isFalse();
        written.complete(null);

        assertThat(answer.get()).isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
        assertThat(metric(collector, "dapper_collector_spans_in_flight")).isZero();
    }

    @Test
    void readsGzip() {
        Collector collector = start();

        stub(collector).withCompression("gzip").export(request(span(TRACE, 2)));

        assertThat(storage.spans()).hasSize(1);
    }

    @Test
    void acceptsAnEmptyRequest() {
        Collector collector = start();

        assertThat(stub(collector).export(ExportTraceServiceRequest.getDefaultInstance()))
                .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
        assertThat(storage.spans()).isEmpty();
    }

    @Test
    void tellsWhichRulesWereBrokenAndStoresTheRest() {
        Collector collector = start();

        ExportTraceServiceResponse response = stub(collector)
                .export(request(
                        span(TRACE, 2),
                        span(TRACE, 0),
                        span(new TraceId(0, 0), 4),
                        span(TRACE, 5).setParentSpanId(ByteString.copyFromUtf8("odd")),
                        span(TRACE, 6).setParentSpanId(ByteString.copyFromUtf8("odd"))));

        assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(4);
        assertThat(response.getPartialSuccess().getErrorMessage())
                .isEqualTo("4 of 5 spans rejected: 1 with an invalid trace id (must be 16 bytes, not all zero);"
                        + " 1 with an invalid span id (must be 8 bytes, not all zero);"
                        + " 2 with an invalid parent span id (must be empty or 8 bytes)");
        assertThat(storage.spans()).hasSize(1);
    }

    @Test
    void refusesMalformedBytesAndServesTheNextCall() {
        Collector collector = start();

        assertStatus(
                () -> exportBytes(collector, new byte[] {0x0a, 0x7f, 1, 2, 3}),
                Status.Code.INVALID_ARGUMENT,
                "the body is not an OTLP trace request in protobuf format: "
                        + "a field is longer than the message that holds it");
        stub(collector).export(request(span(TRACE, 2)));
        assertThat(storage.spans()).hasSize(1);
    }

    @Test
    void asksToTryAgainWhenStorageIsUnavailable() {
        storage.behave(id -> CompletableFuture.failedStage(
                new StorageUnavailableException("no node of the cluster answers", new RuntimeException())));
        Collector collector = start();

        StatusRuntimeException failure = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub(collector).export(request(span(TRACE, 2))));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(failure.getStatus().getDescription())
                .isEqualTo("storage is unavailable (no node of the cluster answers); try again later");
        assertThat(retryDelay(failure)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void asksToTryAgainWhenStorageIsSilent() {
        storage.behave(id -> new CompletableFuture<>());
        Collector collector = start("write-timeout", "200ms");

        StatusRuntimeException failure = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub(collector).export(request(span(TRACE, 2))));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(failure.getStatus().getDescription())
                .isEqualTo("storage has confirmed nothing for 200 ms; try again later");
    }

    @Test
    void refusesWhatDoesNotFitAndRecoversWhenStorageDoes() throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        storage.behave(id -> written);
        // Room for some requests of 100 KB, not for thirty.
        Collector collector =
                start("max-in-flight-bytes", String.valueOf(1024 * 1024), "limits.value-length", "1000000");
        ManagedChannel channel = channel(collector);
        ExportTraceServiceRequest large = request(span(TRACE, 2).addAttributes(text("k", "v".repeat(100_000))));

        var answers = IntStream.range(0, 30)
                .mapToObj(i -> TraceServiceGrpc.newFutureStub(channel).export(large))
                .toList();
        // At most ten fit, so at least twenty come back immediately.
        while (answers.stream().filter(Future::isDone).count() < 20) {
            Thread.onSpinWait();
        }
        List<StatusRuntimeException> refused = answers.stream()
                .filter(Future::isDone)
                .map(answer -> (StatusRuntimeException) catchThrowableOfType(ExecutionException.class, answer::get)
                        .getCause())
                .toList();

        assertThat(refused).allSatisfy(failure -> {
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(failure.getStatus().getDescription()).startsWith("the collector is overloaded");
            assertThat(retryDelay(failure)).isEqualTo(Duration.ofSeconds(1));
        });
        assertThat(metric(collector, "dapper_collector_in_flight_bytes")).isBetween(100_000.0, 1_048_576.0);
        written.complete(null);
        storage.behave(id -> null);
        stub(collector).export(request(span(TRACE, 9)));
        awaitMetric(collector, "dapper_collector_in_flight_bytes", 0);
    }

    @Test
    void refusesWhatIsTooLargeForGoodBeforeAndAfterDecompression() {
        Collector collector = start("max-request-bytes", "100000");
        ExportTraceServiceRequest large = request(span(TRACE, 2).addAttributes(text("k", "v".repeat(100_000))));

        StatusRuntimeException plain = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub(collector).export(large));
        StatusRuntimeException compressed = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> stub(collector).withCompression("gzip").export(large));

        assertThat(plain.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(compressed.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(compressed.getStatus().getDescription())
                .isEqualTo("the request is larger than the 100000 bytes that dapper.collector.max-request-bytes allows"
                        + " after decompression");
        assertThat(retryDelay(compressed)).isNull();
        stub(collector).export(request(span(TRACE, 2)));
        assertThat(storage.spans()).hasSize(1);
    }

    @Test
    void finishesWhatWasHandedOnThoughNobodyWaitsAndGivesItsMemoryBack() throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        storage.behave(id -> written);
        Collector collector = start();

        var answer = TraceServiceGrpc.newFutureStub(channel(collector)).export(request(span(TRACE, 2)));
        awaitMetric(collector, "dapper_collector_spans_in_flight", 1);
        assertThat(answer.cancel(true)).isTrue();

        assertThat(metric(collector, "dapper_collector_in_flight_bytes")).isPositive();
        written.complete(null);
        awaitMetric(collector, "dapper_collector_in_flight_bytes", 0);
        awaitMetric(collector, "dapper_collector_spans_written_total", 1);
    }

    @Test
    void saysThatOtherSignalsAreNotTaken() {
        Collector collector = start();

        assertStatus(
                () -> LogsServiceGrpc.newBlockingStub(channel(collector))
                        .export(ExportLogsServiceRequest.getDefaultInstance()),
                Status.Code.UNIMPLEMENTED,
                "this collector takes traces and metrics of calls, not"
                        + " opentelemetry.proto.collector.logs.v1.LogsService/Export;"
                        + " turn off the sender's other exporters");
    }

    private Collector start(String... settings) {
        Collector collector = Collectors.start(storage, settings);
        closing.add(collector::close);
        return collector;
    }

    private ManagedChannel channel(Collector collector) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                .usePlaintext()
                .build();
        closing.add(channel::shutdownNow);
        return channel;
    }

    private TraceServiceBlockingStub stub(Collector collector) {
        return TraceServiceGrpc.newBlockingStub(channel(collector)).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    private byte[] exportBytes(Collector collector, byte[] message) {
        RawMessages raw = new RawMessages();
        return ClientCalls.blockingUnaryCall(
                channel(collector),
                TraceServiceGrpc.getExportMethod().toBuilder(raw, raw).build(),
                CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS),
                message);
    }

    private static void assertStatus(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Status.Code code, String description) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, failure -> {
            assertThat(failure.getStatus().getCode()).isEqualTo(code);
            if (description != null) {
                assertThat(failure.getStatus().getDescription()).isEqualTo(description);
            }
        });
    }

    private static Duration retryDelay(StatusRuntimeException failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        for (Any detail : status.getDetailsList()) {
            if (detail.is(RetryInfo.class)) {
                try {
                    return Duration.ofSeconds(
                            detail.unpack(RetryInfo.class).getRetryDelay().getSeconds());
                } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return null;
    }
}
