// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.CapturedLog;
import dapper.sampling.testing.ReservedPort;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs against a grpc-java server on a real port, and against sockets that misbehave. */
@Timeout(180)
class GrpcExportTest {
    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restore() {
        log.close();
    }

    private static Recording start(String endpoint, String settings) {
        return Recording.start(
                AgentConfig.load("otel.service.name=shop;otel.exporter.otlp.endpoint=" + endpoint + ";" + settings));
    }

    private static Consumer<StreamObserver<ExportTraceServiceResponse>> fail(Status.Code code) {
        return observer ->
                observer.onError(code.toStatus().withDescription("told to").asRuntimeException());
    }

    private static Consumer<StreamObserver<ExportTraceServiceResponse>> retryAfter(Status.Code code, long millis) {
        StatusRuntimeException failure = StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .addDetails(Any.pack(
                        com.google.rpc.ErrorInfo.newBuilder().setReason("busy").build()))
                .addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder()
                                .setSeconds(millis / 1_000)
                                .setNanos((int) (millis % 1_000) * 1_000_000))
                        .build()))
                .build());
        return observer -> observer.onError(failure);
    }

    private List<String> warnings() {
        return log.lines().stream().filter(line -> line.contains("WARN")).toList();
    }

    @Test
    void sendsManyBatchesInOrderAndOnce() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server.endpoint(), "otel.bsp.max.export.batch.size=100")) {
            Traces.record(2_050);
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(server.spans())
                    .extracting(Span::getName)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 2_050).mapToObj(i -> "span-" + i).toList());
            assertThat(server.requests)
                    .hasSizeGreaterThanOrEqualTo(21)
                    .allSatisfy(request -> assertThat(
                                    request.getResourceSpans(0).getScopeSpans(0).getSpansCount())
                            .isLessThanOrEqualTo(100));
            assertThat(recording.counts()).hasToString("recorded 2050, exported 2050, queued 0");
        }
        assertThat(warnings()).isEmpty();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .matches("\\[dapper\\] agent \\S+ traces service 'shop' to http://127.0.0.1:\\d+ \\(grpc\\), "
                        + "sampler parentbased_always_on");
    }

    @Test
    void sendsAfterTheDelayWithoutBeingAsked() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server.endpoint(), "otel.bsp.schedule.delay=50")) {
            Traces.record("alone");
            Await.until("span exported", () -> recording.counts().exported() == 1);
            assertThat(server.spans()).extracting(Span::getName).containsExactly("alone");
        }
    }

    @Test
    void sendsAFullBatchWithoutWaitingForTheDelay() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording =
                        start(server.endpoint(), "otel.bsp.schedule.delay=1h;otel.bsp.max.export.batch.size=10")) {
            assertThat(recording.flush(60_000)).isTrue(); // the consumer is running and waiting, or about to wait
            Await.until("batch exported", () -> {
                Traces.record("span");
                return recording.counts().exported() >= 10;
            });
            assertThat(server.requests).isNotEmpty();
        }
    }

    @Test
    void sendsHeadersAndGzip() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(
                        server.endpoint(),
                        "otel.exporter.otlp.compression=gzip;"
                                + "otel.exporter.otlp.headers=Authorization=Bearer%20abc,x-tenant=7")) {
            Traces.record("span");
            assertThat(recording.flush(60_000)).isTrue();

            Metadata metadata = server.metadata.get(0);
            assertThat(get(metadata, "authorization")).isEqualTo("Bearer abc");
            assertThat(get(metadata, "x-tenant")).isEqualTo("7");
            assertThat(get(metadata, "grpc-encoding")).isEqualTo("gzip");
            assertThat(get(metadata, "user-agent")).startsWith("Dapper-OTLP-Exporter-Java/");
            assertThat(get(metadata, "traceparent")).isNull();
            assertThat(server.spans()).hasSize(1);
        }
        assertThat(String.join("\n", log.lines())).doesNotContain("Bearer");
    }

    private static String get(Metadata metadata, String key) {
        return metadata.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
    }

    @Test
    void repeatsARequestThatFailedForNow() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server.endpoint(), "")) {
            server.answers.add(fail(Status.Code.UNAVAILABLE));
            server.answers.add(fail(Status.Code.ABORTED));
            Traces.record("span");
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(server.requests).hasSize(3);
            assertThat(server.requests.get(2)).isEqualTo(server.requests.get(0));
            assertThat(recording.counts()).hasToString("recorded 1, exported 1, queued 0");
        }
        assertThat(log.lines()).hasSize(3);
        assertThat(log.lines().get(1)).matches(".*WARN cannot export spans: .* answered UNAVAILABLE: told to; .*");
        assertThat(log.lines().get(2)).isEqualTo("[dapper] spans are exported again");
    }

    @Test
    void waitsAsLongAsTheCollectorAsks() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server.endpoint(), "otel.bsp.export.timeout=100")) {
            server.answers.add(retryAfter(Status.Code.UNAVAILABLE, 900));
            server.answers.add(retryAfter(Status.Code.RESOURCE_EXHAUSTED, 700));
            long start = System.nanoTime();
            Traces.record("span");
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_600));
            assertThat(server.requests).hasSize(3);
            assertThat(recording.counts()).hasToString("recorded 1, exported 1, queued 0");
        }
    }

    @Test
    void dropsWhatWouldFailAgain() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server.endpoint(), "")) {
            for (Status.Code code : List.of(
                    Status.Code.INVALID_ARGUMENT, Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNAUTHENTICATED)) {
                server.answers.add(fail(code));
                Traces.record("lost");
                assertThat(recording.flush(60_000)).isTrue();
            }
            Traces.record("kept");
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(server.requests).hasSize(4);
            assertThat(recording.counts()).hasToString("recorded 4, exported 1, dropped (rejected) 3, queued 0");
        }
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void countsWhatAPartialSuccessRefused() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server.endpoint(), "")) {
            server.answers.add(observer -> {
                observer.onNext(ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                .setRejectedSpans(2)
                                .setErrorMessage("name too long"))
                        .build());
                observer.onCompleted();
            });
            Traces.record(5);
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(recording.counts()).hasToString("recorded 5, exported 3, dropped (rejected) 2, queued 0");
        }
        assertThat(warnings()).singleElement().asString().contains("the collector refused 2 of them: name too long");
    }

    @Test
    void keepsSpansUntilTheCollectorIsThere() throws Exception {
        ReservedPort reserved = new ReservedPort();
        int port = reserved.number();
        try (reserved;
                Recording recording = start("http://127.0.0.1:" + port, "")) {
            Traces.record(700);
            Await.until("failure told", () -> !warnings().isEmpty());
            assertThat(recording.counts().exported()).isZero();
            try (OtlpServer server = new OtlpServer(port, builder -> {})) {
                assertThat(recording.flush(60_000)).isTrue();
                assertThat(server.spans()).hasSize(700);
            }
            assertThat(recording.counts()).hasToString("recorded 700, exported 700, queued 0");
        }
        assertThat(warnings())
                .containsExactly("[dapper] WARN cannot export spans: http://127.0.0.1:" + port
                        + ": Connection refused; the application is not affected");
        assertThat(log.lines()).endsWith("[dapper] spans are exported again");
    }

    @Test
    void survivesARestartOfTheCollector() throws Exception {
        try (ReservedPort port = new ReservedPort();
                Recording recording = start("http://127.0.0.1:" + port.number(), "")) {
            for (int round = 0; round < 3; round++) {
                try (OtlpServer server = new OtlpServer(port.number(), builder -> {})) {
                    Traces.record(10);
                    assertThat(recording.flush(60_000)).isTrue();
                    assertThat(server.spans()).hasSize(10);
                }
            }
            assertThat(recording.counts()).hasToString("recorded 30, exported 30, queued 0");
        }
    }

    @Test
    void losesAndRepeatsNothingWhenConnectionsAreClosedGracefully() throws Exception {
        try (OtlpServer server = new OtlpServer(
                        0,
                        builder -> builder.maxConnectionAge(30, TimeUnit.MILLISECONDS)
                                .maxConnectionAgeGrace(60, TimeUnit.SECONDS));
                Recording recording = start(server.endpoint(), "")) {
            for (int i = 0; i < 200; i++) {
                Traces.record(5);
                assertThat(recording.flush(60_000)).isTrue();
            }
            assertThat(recording.counts()).hasToString("recorded 1000, exported 1000, queued 0");
            assertThat(server.spans())
                    .extracting(Span::getSpanId)
                    .doesNotHaveDuplicates()
                    .hasSize(1_000);
        }
    }

    @Test
    void givesABatchUpWhenNobodyAnswers() throws Exception {
        try (ServerSocket blackHole = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                Recording recording = start(
                        "http://127.0.0.1:" + blackHole.getLocalPort(),
                        "otel.exporter.otlp.timeout=200;otel.bsp.export.timeout=600")) {
            Traces.record("lost");
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(recording.counts()).hasToString("recorded 1, exported 0, dropped (unavailable) 1, queued 0");
        }
        assertThat(warnings()).singleElement().asString().contains("no answer within 200 ms");
    }

    @Test
    void outlivesConnectionsThatAreReset() throws Exception {
        CountDownLatch resets = new CountDownLatch(3);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                Recording recording = start(
                        "http://127.0.0.1:" + server.getLocalPort(),
                        "otel.bsp.export.timeout=1h;dapper.shutdown.timeout=100")) {
            Thread resetting = new Thread(() -> reset(server, resets));
            resetting.setDaemon(true);
            resetting.start();
            Traces.record("queued");
            assertThat(resets.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(recording.counts()).hasToString("recorded 1, exported 0, queued 1");
        }
        assertThat(warnings()).hasSize(1);
    }

    private static void reset(ServerSocket server, CountDownLatch resets) {
        while (true) {
            try (Socket socket = server.accept()) {
                socket.setSoLinger(true, 0);
                resets.countDown();
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void dropsNewTracesWhileASlowCollectorKeepsTheQueueFull() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(
                        server.endpoint(),
                        "otel.bsp.max.queue.size=100;otel.bsp.max.export.batch.size=10;otel.bsp.schedule.delay=10;"
                                + "otel.exporter.otlp.timeout=60s")) {
            server.answers.add(observer -> {
                try {
                    answer.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                observer.onNext(ExportTraceServiceResponse.getDefaultInstance());
                observer.onCompleted();
            });
            Traces.record(1);
            Await.until("first request arrived", () -> server.requests.size() == 1);
            long start = System.nanoTime();
            Traces.record(1_000);
            long nanos = System.nanoTime() - start;
            assertThat(recording.counts())
                    .hasToString("recorded 1001, exported 0, dropped (queue_full) 901, queued 100");
            assertThat(nanos).isLessThan(TimeUnit.SECONDS.toNanos(10)); // a thousand spans without waiting
            answer.countDown();
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(recording.counts())
                    .hasToString("recorded 1001, exported 100, dropped (queue_full) 901, queued 0");
            assertThat(server.spans()).hasSize(100);
        }
    }

    @Test
    void saysThatAnHttpServerIsNoGrpcServer() throws Exception {
        try (HttpOtlpServer server = new HttpOtlpServer();
                Recording recording = start(server.base(), "otel.bsp.export.timeout=100")) {
            Traces.record("lost");
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(recording.counts().dropped()).isEqualTo(1);
        }
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("this is no gRPC server", "otel.exporter.otlp.protocol=http/protobuf");
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server.endpoint(), "")) {
            Traces.record("span");
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(agentThreads()).contains("dapper-export", "dapper-grpc");
        }
        Await.until("threads ended", () -> agentThreads().isEmpty());
    }

    /** The server's own threads begin with grpc. */
    private static List<String> agentThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dapper"))
                .toList();
    }
}
