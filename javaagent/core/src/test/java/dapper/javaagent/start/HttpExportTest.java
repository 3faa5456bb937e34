// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.CapturedLog;
import dapper.javaagent.deliver.DropReason;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP over HTTP against the JDK's server on a real port. */
@Timeout(180)
class HttpExportTest {
    private static final byte[] EMPTY = new byte[0];

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restore() {
        log.close();
    }

    private static Recording start(String endpoint, String settings) {
        return Recording.start(AgentConfig.load(
                "otel.service.name=shop;otel.exporter.otlp.protocol=http/protobuf;otel.exporter.otlp.endpoint="
                        + endpoint + ";" + settings));
    }

    private List<String> warnings() {
        return log.lines().stream().filter(line -> line.contains("WARN")).toList();
    }

    @Test
    void postsProtobuf() throws Exception {
        try (HttpOtlpServer server = new HttpOtlpServer();
                Recording recording = start(server.base(), "otel.exporter.otlp.headers=x-tenant=7")) {
            Traces.record(600);
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(server.spans()).extracting(Span::getName).hasSize(600).startsWith("span-0", "span-1");
            assertThat(server.paths).containsOnly("/v1/traces");
            assertThat(server.headers.get(0).getFirst("Content-Type")).isEqualTo("application/x-protobuf");
            assertThat(server.headers.get(0).getFirst("x-tenant")).isEqualTo("7");
            assertThat(server.headers.get(0)).doesNotContainKeys("Traceparent", "Transfer-encoding");
            assertThat(recording.counts()).hasToString("recorded 600, exported 600, queued 0");
        }
        assertThat(warnings()).isEmpty();
    }

    @Test
    void compresses() throws Exception {
        try (HttpOtlpServer server = new HttpOtlpServer();
                Recording recording = start(server.base(), "otel.exporter.otlp.compression=gzip")) {
            for (int i = 0; i < 3; i++) {
                Traces.record(100);
                assertThat(recording.flush(60_000)).isTrue();
            }

            assertThat(server.spans()).hasSize(300);
            assertThat(server.headers.get(0).getFirst("Content-Encoding")).isEqualTo("gzip");
            assertThat(Integer.parseInt(server.headers.get(0).getFirst("Content-Length")))
                    .isLessThan(5_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void repeatsWhatFailedForNow(int status) throws Exception {
        try (HttpOtlpServer server = new HttpOtlpServer();
                Recording recording = start(server.base(), "")) {
            server.answers.add(new HttpOtlpServer.Answer(status, null, EMPTY));
            Traces.record("span");
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(server.requests).hasSize(2);
            assertThat(server.requests.get(1)).isEqualTo(server.requests.get(0));
            assertThat(recording.counts()).hasToString("recorded 1, exported 1, queued 0");
        }
    }

    @Test
    void waitsAsLongAsTheCollectorAsks() throws Exception {
        try (HttpOtlpServer server = new HttpOtlpServer();
                Recording recording = start(server.base(), "otel.bsp.export.timeout=100")) {
            server.answers.add(new HttpOtlpServer.Answer(503, "1", EMPTY));
            long start = System.nanoTime();
            Traces.record("span");
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
            assertThat(recording.counts()).hasToString("recorded 1, exported 1, queued 0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 500, 302})
    void dropsWhatWouldFailAgainAndSaysWhatTheServerSaid(int status) throws Exception {
        byte[] body = com.google.rpc.Status.newBuilder()
                .setMessage("bad span")
                .build()
                .toByteArray();
        try (HttpOtlpServer server = new HttpOtlpServer();
                Recording recording = start(server.base(), "")) {
            server.answers.add(new HttpOtlpServer.Answer(status, null, body));
            Traces.record("lost");
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(server.requests).hasSize(1);
            assertThat(recording.counts()).hasToString("recorded 1, exported 0, dropped (rejected) 1, queued 0");
        }
        assertThat(warnings()).singleElement().asString().contains("answered " + status + ": bad span");
    }

    /** The JDK does not expose the body of a 401. */
    @Test
    void pointsToTheHeadersWhereCredentialsAreRefused() throws Exception {
        try (HttpOtlpServer server = new HttpOtlpServer();
                Recording recording = start(server.base(), "")) {
            server.answers.add(new HttpOtlpServer.Answer(401, null, EMPTY));
            Traces.record("lost");
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(recording.counts().dropped(DropReason.REJECTED)).isEqualTo(1);
        }
        assertThat(warnings()).singleElement().asString().contains("answered 401 (see otel.exporter.otlp.headers)");
    }

    @Test
    void countsWhatAPartialSuccessRefused() throws Exception {
        byte[] body = ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(1)
                        .setErrorMessage("why"))
                .build()
                .toByteArray();
        try (HttpOtlpServer server = new HttpOtlpServer();
                Recording recording = start(server.base(), "")) {
            server.answers.add(new HttpOtlpServer.Answer(200, null, body));
            Traces.record(3);
            assertThat(recording.flush(60_000)).isTrue();

            assertThat(recording.counts()).hasToString("recorded 3, exported 2, dropped (rejected) 1, queued 0");
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
        assertThat(warnings()).singleElement().asString().contains("Read timed out");
    }

    @Test
    void saysThatNoHandshakeCameAbout() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                Recording recording = start(
                        "https://127.0.0.1:" + plain.getLocalPort(),
                        "otel.exporter.otlp.timeout=200;otel.bsp.export.timeout=600")) {
            Traces.record("lost");
            assertThat(recording.flush(60_000)).isTrue();
        }
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("no TLS handshake within 200 ms; if the server does not speak TLS, use http://");
    }

    @Test
    void saysThatAGrpcServerIsNoHttpServer() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server.endpoint(), "otel.bsp.export.timeout=100")) {
            Traces.record("lost");
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(recording.counts().dropped()).isEqualTo(1);
        }
        assertThat(warnings()).singleElement().asString().contains("otel.exporter.otlp.protocol=grpc");
    }
}
