// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import static dapper.collector.HttpClients.awaitMetric;
import static dapper.collector.HttpClients.metric;
import static dapper.collector.HttpClients.post;
import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import dapper.otlp.testing.Mutations;
import dapper.storage.TraceId;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any input gets a clean answer and leaves no memory behind, and the next sender is served. */
@Timeout(300)
class HostileSendersTest {
    private static final TraceId TRACE = new TraceId(1, 2);
    private static final byte[] VALID = request(
                    span(TRACE, 2).addAttributes(text("http.request.method", "GET")), span(TRACE, 3))
            .toByteArray();
    private static final byte[] VALID_JSON = """
            {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "a"}}]},
            "scopeSpans": [{"spans": [{"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
            "name": "n", "kind": 2, "startTimeUnixNano": "1790000000000000000", "endTimeUnixNano": 1790000000001000000,
            "attributes": [{"key": "k", "value": {"intValue": "7"}}]}]}]}]}""".getBytes(UTF_8);

    private final RecordingWriter storage = new RecordingWriter();
    private final Collector collector = Collectors.start(storage, "max-in-flight-bytes", "20000000");

    @AfterEach
    void theCollectorLivesOn() throws Exception {
        awaitMetric(collector, "dapper_collector_in_flight_bytes", 0);
        assertThat(post(collector, "application/x-protobuf", VALID).statusCode())
                .isEqualTo(200);
        assertThat(storage.traces()).containsKey(TRACE);
        collector.close();
    }

    @Test
    void answersMutatedProtobufOverHttp() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            HttpResponse<byte[]> answer = post(collector, "application/x-protobuf", Mutations.mutate(VALID, random));
            if (answer.statusCode() == 400) {
                assertThat(Status.parseFrom(answer.body()).getMessage())
                        .startsWith("the body is not an OTLP trace request");
            } else {
                assertThat(answer.statusCode()).isEqualTo(200);
                ExportTraceServiceResponse.parseFrom(answer.body());
            }
        }
    }

    @Test
    void answersMutatedJsonOverHttp() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            HttpResponse<byte[]> answer = post(collector, "application/json", Mutations.mutate(VALID_JSON, random));

            assertThat(answer.statusCode()).isIn(200, 400);
            assertThat(new String(answer.body(), UTF_8)).startsWith("{").endsWith("}");
        }
    }

    @Test
    void answersMutatedGzipOverHttp() throws Exception {
        Random random = new Random(3);
        byte[] compressed = HttpClients.gzip(VALID);
        for (int i = 0; i < 1000; i++) {
            assertThat(post(
                                    collector,
                                    "application/x-protobuf",
                                    Mutations.mutate(compressed, random),
                                    "Content-Encoding",
                                    "gzip")
                            .statusCode())
                    .isIn(200, 400);
        }
    }

    @Test
    void answersMutatedMessagesOverGrpc() {
        Random random = new Random(4);
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                .usePlaintext()
                .build();
        for (int i = 0; i < 2000; i++) {
            try {
                ClientCalls.blockingUnaryCall(
                        channel,
                        RAW_EXPORT,
                        CallOptions.DEFAULT
                                .withDeadlineAfter(60, TimeUnit.SECONDS)
                                .withCompression(random.nextBoolean() ? "gzip" : "identity"),
                        Mutations.mutate(VALID, random));
            } catch (StatusRuntimeException e) {
                assertThat(e.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.INVALID_ARGUMENT);
                assertThat(e.getStatus().getDescription()).startsWith("the body is not an OTLP trace request");
            }
        }
        channel.shutdownNow();
    }

    @Test
    void closesConnectionsThatSpeakNonsense() throws Exception {
        Random random = new Random(5);
        byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[200];
            random.nextBytes(noise);
            sendAndHangUp(collector.grpcPort(), random.nextBoolean() ? preface : new byte[0], noise);
            sendAndHangUp(collector.httpPort(), noise);
            sendAndHangUp(
                    collector.httpPort(), "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\n".getBytes(UTF_8), noise);
        }
    }

    @Test
    void holdsItsMemoryWhenManySendBombsAtOnce() throws Exception {
        // Two hundred megabytes of empty spans each, from a few hundred kilobytes.
        byte[] spans = new byte[200_000_000];
        for (int i = 0; i < spans.length; i += 2) {
            spans[i] = 0x12;
        }
        byte[] bomb = HttpClients.gzip(spans);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Callable<Integer> send = () -> post(collector, "application/x-protobuf", bomb, "Content-Encoding", "gzip")
                    .statusCode();
            answers.add(threads.submit(send));
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(413, 429);
        }
        threads.shutdown();
        assertThat(metric(collector, "dapper_collector_in_flight_limit_bytes")).isEqualTo(20_000_000);
    }

    @Test
    void servesManySendersAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Void>> senders = new ArrayList<>();
        for (int sender = 0; sender < 8; sender++) {
            int high = 100 + sender;
            Callable<Void> work = () -> {
                for (int i = 1; i <= 100; i++) {
                    assertThat(post(
                                            collector,
                                            "application/x-protobuf",
                                            request(span(new TraceId(high, i), i))
                                                    .toByteArray())
                                    .statusCode())
                            .isEqualTo(200);
                }
                return null;
            };
            senders.add(threads.submit(work));
        }
        for (Future<Void> sender : senders) {
            sender.get();
        }
        threads.shutdown();

        assertThat(storage.traces()).hasSize(800);
    }

    private static final MethodDescriptor<byte[], byte[]> RAW_EXPORT = TraceServiceGrpc.getExportMethod().toBuilder(
                    new RawMessages(), new RawMessages())
            .build();

    private static void sendAndHangUp(int port, byte[]... parts) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            for (byte[] part : parts) {
                out.write(part);
            }
        } catch (java.net.SocketException e) {
            // The collector closed the connection first, which is fine too.
        }
    }
}
