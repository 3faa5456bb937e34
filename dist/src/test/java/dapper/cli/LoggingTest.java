// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dapper.collector.Collector;
import dapper.collector.CollectorConfig;
import dapper.otlp.testing.Requests;
import dapper.server.ServerProcess;
import dapper.server.settings.Settings;
import dapper.server.testing.LogLines;
import dapper.storage.SpanWriter;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {
    @Test
    void writesOneJsonObjectALineWithTheTraceId() throws Exception {
        ConsoleAppender<ILoggingEvent> appender = appender();
        Encoder<ILoggingEvent> text = appender.getEncoder();
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        try {
            Logging.apply(new Settings(Map.of("dapper.log.format", "json")::get));
            MDC.put("trace_id", "0af7651916cd43dd8448eb211c80319c");
            LoggerFactory.getLogger("dapper.test").warn("a \"quoted\"\nline");
        } finally {
            MDC.clear();
            System.setErr(before);
            appender.setEncoder(text);
        }

        // Other threads of this JVM may log meanwhile.
        List<String> ours = bytes.toString(UTF_8)
                .lines()
                .filter(each -> each.contains("dapper.test"))
                .toList();
        assertThat(ours).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(ours.get(0));
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("loggerName").asText()).isEqualTo("dapper.test");
        assertThat(line.get("message").asText()).isEqualTo("a \"quoted\"\nline");
        assertThat(line.at("/mdc/trace_id").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void writesTheTraceIdOfAGrpcCallAndOfNoOther() throws Exception {
        ConsoleAppender<ILoggingEvent> appender = appender();
        Encoder<ILoggingEvent> text = appender.getEncoder();
        try (LogLines log = new LogLines()) {
            Logging.apply(new Settings(Map.of("dapper.log.format", "json")::get));
            export("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", new IllegalStateException("broken"));
            export(null, new StorageUnavailableException("down"));

            assertThat(log.with("storage failed on spans").get(0))
                    .contains("\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"");
            assertThat(log.with("storage is unavailable").get(0)).doesNotContain("trace_id");
        } finally {
            appender.setEncoder(text);
        }
    }

    /** Sends a span to a collector whose storage fails, on a thread of its own. */
    private static void export(@Nullable String traceparent, RuntimeException failure) throws Exception {
        CollectorConfig config = CollectorConfig.from(
                new Settings(Map.of("dapper.collector.grpc.port", "0", "dapper.collector.http.port", "0")::get));
        SpanWriter storage = (traceId, spans) -> {
            CompletableFuture<Void> stored = new CompletableFuture<>();
            new Thread(() -> failOnceAwaited(stored, failure)).start();
            return stored;
        };
        try (ServerProcess process = new ServerProcess();
                Collector collector = Collector.start(config, process, tenant -> storage, tenant -> {
                    throw new IllegalStateException("no calls are sent");
                })) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                    .usePlaintext()
                    .build();
            Metadata headers = new Metadata();
            if (traceparent != null) {
                headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), traceparent);
            }
            try {
                TraceServiceGrpc.newBlockingStub(ClientInterceptors.intercept(
                                channel, MetadataUtils.newAttachHeadersInterceptor(headers)))
                        .export(Requests.request(Requests.span(new TraceId(1, 2), 3)));
            } catch (StatusRuntimeException e) {
                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static void failOnceAwaited(CompletableFuture<Void> stored, RuntimeException failure) {
        while (stored.getNumberOfDependents() == 0) {
            Thread.onSpinWait();
        }
        stored.completeExceptionally(failure);
    }

    @SuppressWarnings("unchecked")
    private static ConsoleAppender<ILoggingEvent> appender() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    }
}
