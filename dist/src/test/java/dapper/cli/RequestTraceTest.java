// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.collector.Collector;
import dapper.collector.CollectorConfig;
import dapper.otlp.testing.Requests;
import dapper.server.RequestTrace;
import dapper.server.ServerProcess;
import dapper.server.settings.Settings;
import dapper.storage.TraceId;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** The trace id in the log lines of the threads of a collector, as its storage sees it. */
@Timeout(60)
class RequestTraceTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";
    private static final ExportTraceServiceRequest SPANS = Requests.request(Requests.span(new TraceId(1, 2), 3));

    private final BlockingQueue<String> traceIds = new LinkedBlockingQueue<>();
    private final ServerProcess process = new ServerProcess();
    private Collector collector;
    private ManagedChannel channel;

    private enum Way {
        GRPC,
        HTTP,
        /** The body comes once the collector has asked for it. */
        HTTP_WITH_A_LATE_BODY
    }

    @BeforeEach
    void start() throws Exception {
        collector = Collector.start(
                CollectorConfig.from(new Settings(
                        Map.of("dapper.collector.grpc.port", "0", "dapper.collector.http.port", "0")::get)),
                process,
                tenant -> (traceId, spans) -> {
                    traceIds.add(String.valueOf(MDC.get("trace_id")));
                    return CompletableFuture.completedStage(null);
                },
                tenant -> {
                    throw new IllegalStateException("no calls are sent");
                });
        channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        collector.close();
        process.close();
    }

    @ParameterizedTest
    @EnumSource
    void isThatOfTheRequest(Way way) throws Exception {
        assertThat(export(way, TRACEPARENT)).isEqualTo(TRACE_ID);
        // Requests without one, more than there are threads that wait for work.
        for (int i = 0; i < 20; i++) {
            assertThat(export(way, null)).isEqualTo("null");
        }
    }

    @Test
    void isNotThatOfAnotherRequestOnTheSameThread() {
        List<String> seen = new ArrayList<>();
        RequestTrace.run(TRACE_ID, () -> {
            RequestTrace.run(null, () -> seen.add(String.valueOf(RequestTrace.current())));
            seen.add(String.valueOf(RequestTrace.current()));
        });

        assertThat(seen).containsExactly("null", TRACE_ID);
    }

    private String export(Way way, @Nullable String traceparent) throws Exception {
        if (way == Way.GRPC) {
            Metadata headers = new Metadata();
            if (traceparent != null) {
                headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), traceparent);
            }
            TraceServiceGrpc.newBlockingStub(
                            ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)))
                    .export(SPANS);
        } else {
            post(way == Way.HTTP_WITH_A_LATE_BODY, traceparent);
        }
        return traceIds.take();
    }

    private void post(boolean late, @Nullable String traceparent) throws Exception {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                        + "Connection: close\r\nContent-Length: " + SPANS.getSerializedSize() + "\r\n"
                        + (late ? "Expect: 100-continue\r\n" : "")
                        + (traceparent == null ? "" : "traceparent: " + traceparent + "\r\n") + "\r\n")
                .getBytes(US_ASCII));
        try (Socket socket = new Socket("127.0.0.1", collector.httpPort())) {
            if (late) {
                String permission = "HTTP/1.1 100 Continue\r\n\r\n";
                head.writeTo(socket.getOutputStream());
                assertThat(new String(socket.getInputStream().readNBytes(permission.length()), US_ASCII))
                        .isEqualTo(permission);
                SPANS.writeTo(socket.getOutputStream());
            } else {
                SPANS.writeTo(head);
                head.writeTo(socket.getOutputStream());
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 200 ");
        }
    }
}
