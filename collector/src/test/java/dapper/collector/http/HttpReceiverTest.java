// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import static dapper.collector.HttpClients.awaitMetric;
import static dapper.collector.HttpClients.get;
import static dapper.collector.HttpClients.gzip;
import static dapper.collector.HttpClients.metric;
import static dapper.collector.HttpClients.post;
import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dapper.collector.Collector;
import dapper.collector.Collectors;
import dapper.collector.RecordingWriter;
import dapper.storage.Attributes;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class HttpReceiverTest {
    private static final TraceId TRACE = new TraceId(0x5b8efff798038103L, 0xd269b633813fc60cL);
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    private final RecordingWriter storage = new RecordingWriter();
    private Collector collector = Collectors.start(storage);

    @AfterEach
    void close() {
        collector.close();
    }

    private void restart(String... settings) {
        collector.close();
        collector = Collectors.start(storage, settings);
    }

    @Test
    void storesProtobuf() throws Exception {
        HttpResponse<byte[]> answer =
                post(collector, PROTOBUF, request(span(TRACE, 2)).toByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(PROTOBUF);
        assertThat(answer.body()).isEmpty();
        assertThat(storage.traces()).containsOnlyKeys(TRACE);
        assertThat(metric(collector, "dapper_collector_requests_total{result=\"ok\",transport=\"http\"}"))
                .isEqualTo(1);
    }

    @Test
    void storesJson() throws Exception {
        String json = """
                {"resourceSpans": [{
                  "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "orders"}}]},
                  "scopeSpans": [{"spans": [{
                    "traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "eee19b7ec3c1b174",
                    "name": "GET /orders", "kind": 2,
                    "startTimeUnixNano": "1790000000000000000", "endTimeUnixNano": 1790000000001000000}]}]}]}
                """;

        HttpResponse<byte[]> answer = post(collector, "application/json; charset=utf-8", json.getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
        assertThat(storage.spans()).singleElement().satisfies(span -> {
            assertThat(span.traceId()).isEqualTo(TRACE);
            assertThat(span.spanId()).isEqualTo(0xeee19b7ec3c1b174L);
            assertThat(span.serviceName()).isEqualTo("orders");
            assertThat(span.durationNanos()).isEqualTo(1_000_000);
        });
    }

    @Test
    void countsFieldsThatOtlpDoesNotDefine() throws Exception {
        post(collector, JSON, """
                {"resourceSpans": [{"instrumentationLibrarySpans": [{"spans": [{"name": "of an old OTLP"}]}],
                  "scopeSpans": [{"spans": [{"traceId": "5B8EFFF798038103D269B633813FC60C",
                    "spanId": "eee19b7ec3c1b174", "priority": 7}]}]}]}
                """.getBytes(UTF_8));

        assertThat(storage.spans()).hasSize(1);
        assertThat(metric(collector, "dapper_collector_limited_total{what=\"unknown_field\"}"))
                .isEqualTo(2);
    }

    @Test
    void readsGzip() throws Exception {
        byte[] body = gzip(request(span(TRACE, 2)).toByteArray());

        assertThat(post(collector, PROTOBUF, body, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(200);
        assertThat(storage.spans()).hasSize(1);
    }

    @Test
    void tellsWhichRulesWereBrokenInTheEncodingOfTheRequest() throws Exception {
        ExportTraceServiceRequest request = request(span(TRACE, 2), span(TRACE, 0));

        byte[] protobuf = post(collector, PROTOBUF, request.toByteArray()).body();
        String json = new String(post(collector, JSON, """
                {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "", "spanId": ""}]}]}]}""".getBytes(UTF_8)).body(), UTF_8);

        var partial = ExportTraceServiceResponse.parseFrom(protobuf).getPartialSuccess();
        assertThat(partial.getRejectedSpans()).isEqualTo(1);
        assertThat(partial.getErrorMessage())
                .isEqualTo("1 of 2 spans rejected: 1 with an invalid span id (must be 8 bytes, not all zero)");
        assertThat(json)
                .isEqualTo("{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"1 of 1 spans rejected: "
                        + "1 with an invalid trace id (must be 16 bytes, not all zero)\"}}");
    }

    @Test
    void storesTheRestOfABatchWithABadValueAndSaysWhatIsLost() throws Exception {
        String json = """
                {"resourceSpans": [{"scopeSpans": [{"spans": [
                  {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174", "attributes": [
                    {"key": "size", "value": {"intValue": 1e20}}, {"key": "bad", "value": {"intValue": "x"}}]},
                  {"traceId": "5b8e", "spanId": "eee19b7ec3c1b174"},
                  {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b175", "kind": "odd"}]}]}]}""";

        HttpResponse<byte[]> answer = post(collector, JSON, json.getBytes(UTF_8));
        HttpResponse<byte[]> cut = post(
                collector,
                JSON,
                json.replaceAll("(?s)\\},\\s+\\{\"traceId\": \"5b8e\".*", "}]}]}]}")
                        .getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8))
                .isEqualTo("{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"2 of 3 spans rejected:"
                        + " 1 with an invalid trace id (must be 16 bytes, not all zero); 1 that are malformed;"
                        + " not stored as sent: 1 attributes or elements dropped;"
                        + " intValue must be a number at line 3, column 88\"}}");
        assertThat(new String(cut.body(), UTF_8))
                .isEqualTo("{\"partialSuccess\":{\"rejectedSpans\":\"0\",\"errorMessage\":\""
                        + "not stored as sent: 1 attributes or elements dropped;"
                        + " intValue must be a number at line 3, column 88\"}}");
        assertThat(storage.spans())
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.attributes()).isEqualTo(Attributes.ofFlat("size", 1e20)));
    }

    @Test
    void refusesMalformedBodiesWithTheReason() throws Exception {
        HttpResponse<byte[]> protobuf = post(collector, PROTOBUF, new byte[] {0x0a, 0x7f, 1, 2, 3});
        HttpResponse<byte[]> json = post(collector, JSON, "{\"resourceSpans\": 7}".getBytes(UTF_8));
        HttpResponse<byte[]> gzip = post(collector, PROTOBUF, new byte[] {1, 2, 3, 4}, "Content-Encoding", "gzip");
        HttpResponse<byte[]> cut = post(collector, PROTOBUF, new byte[0], "Content-Encoding", "gzip");

        assertThat(protobuf.statusCode()).isEqualTo(400);
        assertThat(Status.parseFrom(protobuf.body()).getMessage())
                .isEqualTo("the body is not an OTLP trace request in protobuf format: "
                        + "a field is longer than the message that holds it");
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(new String(json.body(), UTF_8))
                .isEqualTo("{\"message\":\"the body is not OTLP JSON: resourceSpans must be an array"
                        + " at line 1, column 19\"}");
        assertThat(gzip.statusCode()).isEqualTo(400);
        assertThat(Status.parseFrom(gzip.body()).getMessage())
                .isEqualTo("the body cannot be decompressed: Not in GZIP format");
        assertThat(cut.statusCode()).isEqualTo(400);
        assertThat(Status.parseFrom(cut.body()).getMessage())
                .isEqualTo("the body cannot be decompressed: it ends too early");
        assertThat(metric(collector, "dapper_collector_in_flight_bytes")).isZero();
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        HttpResponse<byte[]> text = post(collector, "text/plain", new byte[0]);
        HttpResponse<byte[]> zstd = post(collector, PROTOBUF, new byte[0], "Content-Encoding", "zstd");

        assertThat(text.statusCode()).isEqualTo(415);
        assertThat(new String(text.body(), UTF_8))
                .isEqualTo("{\"message\":\"the Content-Type must be application/x-protobuf or application/json\"}");
        assertThat(zstd.statusCode()).isEqualTo(415);
        assertThat(zstd.headers().firstValue("Accept-Encoding")).contains("gzip");
        assertThat(Status.parseFrom(zstd.body()).getMessage()).isEqualTo("the Content-Encoding must be gzip or none");
    }

    @Test
    void refusesWhatIsTooLargeBeforeAndAfterDecompression() throws Exception {
        restart("max-request-bytes", "100000");
        byte[] large = request(span(TRACE, 2).addAttributes(text("k", "v".repeat(100_000))))
                .toByteArray();

        HttpResponse<byte[]> plain = post(collector, PROTOBUF, large);
        HttpResponse<byte[]> compressed = post(collector, PROTOBUF, gzip(large), "Content-Encoding", "gzip");

        assertThat(plain.statusCode()).isEqualTo(413);
        assertThat(compressed.statusCode()).isEqualTo(413);
        assertThat(Status.parseFrom(compressed.body()).getMessage())
                .isEqualTo("the request is larger than the 100000 bytes that dapper.collector.max-request-bytes allows"
                        + " after decompression");
        assertThat(metric(collector, "dapper_collector_in_flight_bytes")).isZero();
        assertThat(storage.spans()).isEmpty();
    }

    @Test
    void unpacksNoBombBeyondTheLimit() throws Exception {
        restart("max-request-bytes", "1000000", "max-in-flight-bytes", "3000000");
        byte[] bomb = gzip(new byte[200_000_000]);

        HttpResponse<byte[]> answer = post(collector, PROTOBUF, bomb, "Content-Encoding", "gzip");

        assertThat(bomb).hasSizeLessThan(1_000_000);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(post(collector, PROTOBUF, request(span(TRACE, 2)).toByteArray())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void asksToTryAgainWhenFull() throws Exception {
        restart("max-in-flight-bytes", String.valueOf(1024 * 1024), "limits.value-length", "1000000");
        CompletableFuture<Void> written = new CompletableFuture<>();
        storage.behave(id -> written);
        byte[] large = request(span(TRACE, 2).addAttributes(text("k", "v".repeat(350_000))))
                .toByteArray();
        var first = CompletableFuture.supplyAsync(() -> {
            try {
                return post(collector, PROTOBUF, large);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        while (metric(collector, "dapper_collector_spans_in_flight") < 1) {
            assertThat(first.isDone()).isFalse();
        }

        HttpResponse<byte[]> second = post(collector, PROTOBUF, large);
        written.complete(null);

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).contains("1");
        Status status = Status.parseFrom(second.body());
        assertThat(status.getMessage()).startsWith("the collector is overloaded");
        assertThat(status.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
                .isEqualTo(1);
        assertThat(first.get().statusCode()).isEqualTo(200);
    }

    @Test
    void asksToTryAgainWhenStorageIsUnavailable() throws Exception {
        storage.behave(id -> CompletableFuture.failedStage(
                new StorageUnavailableException("no node of the cluster answers", new RuntimeException())));

        HttpResponse<byte[]> answer =
                post(collector, PROTOBUF, request(span(TRACE, 2)).toByteArray());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("3");
        assertThat(Status.parseFrom(answer.body()).getMessage())
                .isEqualTo("storage is unavailable (no node of the cluster answers); try again later");
        assertThat(metric(collector, "dapper_collector_spans_failed_total{reason=\"unavailable\"}"))
                .isEqualTo(1);
    }

    @Test
    void forgetsSendersThatGoAwayHalfWay() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", collector.httpPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + PROTOBUF
                            + "\r\nContent-Length: 100000\r\n\r\nhalf")
                    .getBytes(UTF_8));
            out.flush();
            while (metric(collector, "dapper_collector_in_flight_bytes") == 0) {
                Thread.onSpinWait();
            }
        }

        awaitMetric(collector, "dapper_collector_in_flight_bytes", 0);
        awaitMetric(collector, "dapper_collector_requests_total{result=\"cancelled\",transport=\"http\"}", 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n",
                "GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n",
                "GET / HTTP/7.3\r\nHost: localhost\r\nConnection: close\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n",
                "LONG"
            })
    void answersRequestsThatAreNoHttpWithAProblem(String request) throws Exception {
        String sent = request.equals("LONG")
                ? "GET /?" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                : request;
        try (Socket socket = new Socket("127.0.0.1", collector.httpPort())) {
            socket.getOutputStream().write((sent + "\r\n").getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer)
                    .matches(Pattern.compile("HTTP/1.1 (400|414|505) .*", Pattern.DOTALL))
                    .containsIgnoringCase("Content-Type: application/problem+json")
                    .contains("\"status\":" + answer.substring(9, 12))
                    .doesNotContain("<");
        }
    }

    @Test
    void guidesThoseWhoKnockAtTheWrongDoor() throws Exception {
        assertThat(get(collector, "/v1/traces"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(405))
                .satisfies(answer ->
                        assertThat(answer.headers().firstValue("Allow")).contains("POST"))
                .satisfies(
                        answer -> assertThat(answer.body()).contains("\"detail\":\"Send spans with POST, not GET.\""));
        assertThat(get(collector, "/v1/metrics"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(405))
                .satisfies(answer ->
                        assertThat(answer.body()).contains("\"detail\":\"Send metrics with POST, not GET.\""));
        assertThat(get(collector, "/v1/logs"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(404))
                .satisfies(answer ->
                        assertThat(answer.body()).contains("This collector takes traces and metrics of calls"));
        assertThat(get(collector, "/").body()).contains("POST /v1/traces");
    }

    @Test
    void tellsItsHealth() throws Exception {
        for (String path : new String[] {"/health", "/health/live", "/health/ready"}) {
            assertThat(get(collector, path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void accountsForEverySpan() throws Exception {
        restart("sampling.coefficient", "0.5");
        storage.behave(id ->
                id.high() == 3 ? CompletableFuture.failedStage(new IllegalStateException("no such table")) : null);
        long kept = 0x00ff_ffff_ffff_ffffL;
        HttpResponse<byte[]> answer = post(
                collector,
                PROTOBUF,
                request(
                                span(new TraceId(1, kept), 2),
                                span(new TraceId(2, 1), 2),
                                span(new TraceId(3, kept), 2),
                                span(new TraceId(3, kept), 3),
                                span(new TraceId(0, 0), 2))
                        .toByteArray());

        assertThat(ExportTraceServiceResponse.parseFrom(answer.body())
                        .getPartialSuccess()
                        .getErrorMessage())
                .isEqualTo("3 of 5 spans rejected: 1 with an invalid trace id (must be 16 bytes, not all zero);"
                        + " 2 that storage refused (no such table)");
        assertThat(metric(collector, "dapper_collector_spans_received_total")).isEqualTo(5);
        assertThat(metric(collector, "dapper_collector_spans_written_total")).isEqualTo(1);
        assertThat(metric(collector, "dapper_collector_spans_sampled_out_total"))
                .isEqualTo(1);
        assertThat(metric(collector, "dapper_collector_spans_rejected_total{reason=\"invalid_trace_id\"}"))
                .isEqualTo(1);
        assertThat(metric(collector, "dapper_collector_spans_failed_total{reason=\"error\"}"))
                .isEqualTo(2);
        assertThat(metric(collector, "dapper_collector_spans_in_flight")).isZero();
    }

    @Test
    void speaksOpenMetricsToThoseWhoAskForIt() throws Exception {
        assertThat(get(collector, "/metrics").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        HttpResponse<String> openMetrics = get(collector, "/metrics", "Accept", "application/openmetrics-text");
        assertThat(openMetrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(openMetrics.body()).contains("jvm_memory_used_bytes").endsWith("# EOF\n");
    }
}
