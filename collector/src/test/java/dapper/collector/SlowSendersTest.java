// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import static dapper.collector.HttpClients.awaitMetric;
import static dapper.collector.HttpClients.metric;
import static dapper.collector.HttpClients.post;
import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.storage.TraceId;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc.TraceServiceFutureStub;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Senders that hold a connection and send almost nothing. */
@Timeout(120)
class SlowSendersTest {
    private static final TraceId TRACE = new TraceId(1, 2);
    private static final byte[] VALID = request(span(TRACE, 2)).toByteArray();
    private static final int SOCKETS = 50;

    private final RecordingWriter storage = new RecordingWriter();
    private final Collector collector = Collectors.start(storage, "receive-timeout", "500ms");

    @AfterEach
    void theCollectorLivesOn() throws Exception {
        awaitMetric(collector, "dapper_collector_in_flight_bytes", 0);
        while (!takesARequest()) {
            Thread.onSpinWait();
        }
        collector.close();
    }

    /** On a machine that stalls between head and body, this sender is too slow itself: then the next request is taken. */
    private boolean takesARequest() throws InterruptedException {
        try {
            return post(collector, "application/x-protobuf", VALID).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void closesConnectionsWhoseHeadersTrickle() throws Exception {
        assertAllClosed(collector.httpPort(), "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    }

    @Test
    void closesConnectionsWhoseBodiesTrickle() throws Exception {
        assertAllClosed(
                collector.httpPort(),
                "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                        + "Content-Length: 1000000\r\n\r\n");
        awaitMetric(collector, "dapper_collector_requests_total{result=\"cancelled\",transport=\"http\"}", SOCKETS);
    }

    @Test
    void closesConnectionsThatNeverFinishTheirFirstFrame() throws Exception {
        assertAllClosed(collector.grpcPort(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    }

    @Test
    void takesARequestThatComesSlowlyButNotTooSlowly() throws Exception {
        byte[] body = request(span(TRACE, 2).addAttributes(text("k", "v".repeat(24_000))))
                .toByteArray();
        long begun = System.nanoTime();
        // A patience that a busy machine does not use up before the first bytes arrive.
        try (Collector other = Collectors.start(storage, "receive-timeout", "2s");
                Socket socket = new Socket("127.0.0.1", other.httpPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                                    + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(US_ASCII));
            socket.setSoTimeout(20);
            for (int i = 0; i < body.length; i += 200) {
                assertThatThrownBy(socket.getInputStream()::read).isInstanceOf(SocketTimeoutException.class);
                socket.getOutputStream().write(body, i, Math.min(200, body.length - i));
            }
            socket.setSoTimeout(0);
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void endsCallsWhoseRequestDoesNotArrive() throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                .usePlaintext()
                .build();
        // One call never sends its message, and one never ends after it.
        Status noMessage = end(channel, false);
        Status noEnd = end(channel, true);
        channel.shutdownNow();

        assertThat(List.of(noMessage.getCode(), noEnd.getCode())).containsOnly(Status.Code.DEADLINE_EXCEEDED);
        assertThat(noMessage.getDescription())
                .isEqualTo("the request took longer than the 500 ms of dapper.collector.receive-timeout and came at"
                        + " less than 1000 bytes a second");
        assertThat(metric(collector, "dapper_collector_requests_total{result=\"too_slow\",transport=\"grpc\"}"))
                .isEqualTo(2);
    }

    @Test
    void takesNoMoreConnectionsThanConfigured() throws Exception {
        try (Collector three = Collectors.start(storage, "max-connections", "3")) {
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                open.add(new Socket("127.0.0.1", three.grpcPort()));
            }
            // The server sends first: its settings to three of them, the end of the connection to the fourth.
            for (int i = 0; i < 3; i++) {
                assertThat(open.get(i).getInputStream().read()).isNotNegative();
            }
            assertThat(isClosed(open.get(3))).isTrue();
            for (Socket socket : open) {
                socket.close();
            }
            // The end of a connection makes room for another.
            boolean accepted = false;
            while (!accepted) {
                try (Socket next = new Socket("127.0.0.1", three.grpcPort())) {
                    accepted = !isClosed(next);
                }
            }
        }
    }

    @Test
    void waitsForStorageAsLongAsItTakes() throws Exception {
        storage.behave(id -> new CompletableFuture<Void>().completeOnTimeout(null, 3, TimeUnit.SECONDS));
        // A patience that the first call on a busy machine does not use up.
        try (Collector other = Collectors.start(storage, "receive-timeout", "2s")) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", other.grpcPort())
                    .usePlaintext()
                    .build();

            var overGrpc = TraceServiceGrpc.newFutureStub(channel).export(request(span(TRACE, 2)));
            assertThat(post(other, "application/x-protobuf", VALID).statusCode())
                    .isEqualTo(200);
            assertThat(overGrpc.get().hasPartialSuccess()).isFalse();

            channel.shutdownNow();
        }
        storage.behave(id -> null);
    }

    @Test
    void areNotThoseWhoseRequestsWaitForTheCollector() throws Exception {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        CountDownLatch busy = new CountDownLatch(threads);
        CountDownLatch goOn = new CountDownLatch(1);
        storage.behave(id -> {
            busy.countDown();
            await(goOn);
            return null;
        });
        try (Collector other = Collectors.start(storage, "receive-timeout", "2s")) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", other.grpcPort())
                    .usePlaintext()
                    .build();
            TraceServiceFutureStub stub = TraceServiceGrpc.newFutureStub(channel);
            List<Future<ExportTraceServiceResponse>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                answers.add(stub.export(request(span(TRACE, 2))));
            }
            busy.await();
            answers.add(stub.export(request(span(TRACE, 2))));
            CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS).execute(goOn::countDown);

            for (Future<ExportTraceServiceResponse> answer : answers) {
                assertThat(answer.get().hasPartialSuccess()).isFalse();
            }
            channel.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Status end(ManagedChannel channel, boolean withMessage) throws Exception {
        CompletableFuture<Status> ended = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = channel.newCall(
                TraceServiceGrpc.getExportMethod().toBuilder(new RawMessages(), new RawMessages())
                        // Otherwise the client itself waits for the message.
                        .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
                        .build(),
                CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.complete(status);
                    }
                },
                new Metadata());
        call.request(1);
        if (withMessage) {
            call.sendMessage(VALID);
        }
        return ended.get();
    }

    /** Sends a byte every 20 ms and never the rest, on many connections. */
    private static void assertAllClosed(int port, String beginning) throws IOException {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            Socket socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(1);
            socket.getOutputStream().write(beginning.getBytes(US_ASCII));
            open.add(socket);
        }
        while (!open.isEmpty()) {
            open.removeIf(SlowSendersTest::isClosed);
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.getOutputStream().write(0);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
