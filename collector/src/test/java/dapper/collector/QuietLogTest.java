// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import static dapper.collector.HttpClients.awaitMetric;
import static dapper.collector.HttpClients.post;
import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.TraceId;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No sender can fill the operator's log: its errors are counted and reported to the sender. */
@Timeout(120)
class QuietLogTest {
    private static final int TIMES = 200;
    private static final TraceId TRACE = new TraceId(1, 2);

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream slf4j = new ByteArrayOutputStream();
    private final StringBuffer javaLogging = new StringBuffer();
    private final Collector collector = Collectors.start(new RecordingWriter());

    /** Receives the logs of gRPC and its Netty. */
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            boolean ofTheClient = line.getLoggerName().contains("ManagedChannel");
            if (!ofTheClient && line.getLevel().intValue() >= Level.WARNING.intValue()) {
                javaLogging.append(line.getLoggerName()).append(' ').append(line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(slf4j, true));
        Logger.getLogger("").addHandler(handler);
    }

    @AfterEach
    void close() {
        System.setErr(standardError);
        Logger.getLogger("").removeHandler(handler);
        collector.close();
    }

    @Test
    void logsNoUploadsThatAreCutOff() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            try (Socket socket = new Socket("127.0.0.1", collector.httpPort())) {
                if (i % 2 == 0) {
                    // Closed with a reset.
                    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
                socket.getOutputStream()
                        .write(
                                ("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                                                + "Content-Length: 1000000\r\n\r\nhalf")
                                        .getBytes(US_ASCII));
            }
        }
        for (int i = 0; i < TIMES; i++) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                    .usePlaintext()
                    .build();
            ClientCall<byte[], byte[]> call = channel.newCall(
                    TraceServiceGrpc.getExportMethod().toBuilder(new RawMessages(), new RawMessages())
                            .build(),
                    CallOptions.DEFAULT);
            call.start(new ClientCall.Listener<>() {}, new Metadata());
            call.sendMessage(new byte[100]);
            call.cancel("cut off", null);
            channel.shutdownNow();
        }

        assertNothingLogged();
    }

    @Test
    void logsNoNonsense() throws Exception {
        Random random = new Random(5);
        byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
        // The beginning of a TLS handshake, which senders with https:// make.
        byte[] hello = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
        for (int i = 0; i < TIMES; i++) {
            byte[] noise = new byte[200];
            random.nextBytes(noise);
            for (int port : new int[] {collector.httpPort(), collector.grpcPort()}) {
                for (byte[] beginning : new byte[][] {{}, preface, hello, "GET / HTTP/1.1\r\n".getBytes(US_ASCII)}) {
                    try (Socket socket = new Socket("127.0.0.1", port)) {
                        socket.getOutputStream().write(beginning);
                        socket.getOutputStream().write(noise);
                    } catch (java.net.SocketException e) {
                        // The collector closed the connection first, which is fine too.
                    }
                }
            }
        }

        assertNothingLogged();
    }

    @Test
    void logsNoRequestsThatAreRefused() throws Exception {
        byte[] malformed = {1, 2, 3};
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                .usePlaintext()
                .build();
        for (int i = 0; i < TIMES; i++) {
            assertThat(post(collector, "application/x-protobuf", malformed).statusCode())
                    .isEqualTo(400);
            assertThat(post(collector, "application/json", malformed).statusCode())
                    .isEqualTo(400);
            assertThat(post(collector, "application/x-protobuf", malformed, "Content-Encoding", "gzip")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(post(collector, "text/plain", malformed).statusCode()).isEqualTo(415);
            for (String method :
                    new String[] {"opentelemetry.proto.collector.trace.v1.TraceService/Export", "no/such"}) {
                try {
                    ClientCalls.blockingUnaryCall(channel, raw(method), CallOptions.DEFAULT, malformed);
                } catch (StatusRuntimeException e) {
                    assertThat(e.getStatus().isOk()).isFalse();
                }
            }
        }
        channel.shutdownNow();

        assertNothingLogged();
    }

    private static MethodDescriptor<byte[], byte[]> raw(String method) {
        return MethodDescriptor.newBuilder(new RawMessages(), new RawMessages())
                .setFullMethodName(method)
                .setType(MethodDescriptor.MethodType.UNARY)
                .build();
    }

    private void assertNothingLogged() throws Exception {
        // Everything sent before is answered, and so is this.
        assertThat(post(
                                collector,
                                "application/x-protobuf",
                                request(span(TRACE, 2)).toByteArray())
                        .statusCode())
                .isEqualTo(200);
        awaitMetric(collector, "dapper_collector_in_flight_bytes", 0);
        assertThat(slf4j.toString(US_ASCII)).isEmpty();
        assertThat(javaLogging).isEmpty();
    }
}
