// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dapper.smoke.run.Distribution;
import dapper.smoke.run.Http;
import dapper.smoke.run.Program;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many readers of a trace that is large for a small heap, while spans arrive. The answers together would need ten times
 * the heap. {@code dapper.benchmarks.QueryStorm} does the same with the default heap.
 */
@Timeout(600)
class QueryStormTest {
    private static final int SPANS = 20_000;
    private static final int SPANS_PER_REQUEST = 2_000;
    private static final int READERS = 32;
    /** For the requests that store the large trace. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * After this time an agent considers a request lost and sends it again. A shorter bound would measure the machine: a request
     * waits for a thread of the collector, for the page of a reader in Cassandra and for two garbage collectors, each of which
     * takes longer the more processes are busy. {@code QueryStorm} measured 1 s as the longest wait, beside three busy processes on two
     * processors (RATIONALE.md); beside fifteen it may be 5 s without a fault of ours. It counts the windows of 2 s without an
     * acknowledged span, which needs a quiet machine.
     */
    private static final Duration DEADLINE_OF_AGENTS = Duration.ofSeconds(10);

    private static final String LARGE = "0000000000000000000000000000000a";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void keepsCollectingWhileReadersAskForMoreThanTheHeapHolds(@TempDir Path folder) throws Exception {
        List<Integer> ports = AllInOne.freePorts(3);
        try (Program servers = Program.start(
                List.of(
                        Distribution.launcher().toString(),
                        "all-in-one",
                        "--dapper.cassandra.data=" + folder.resolve("cassandra"),
                        "--dapper.cassandra.port=0",
                        "--dapper.collector.grpc.port=" + ports.get(0),
                        "--dapper.collector.http.port=" + ports.get(1),
                        "--dapper.query.port=" + ports.get(2)),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "DAPPER_JAVA_OPTS", "-Xmx144m"))) {
            servers.awaitLine("open http://localhost:" + ports.get(2));
            String collector = "http://127.0.0.1:" + ports.get(1) + "/v1/traces";
            String trace = "http://127.0.0.1:" + ports.get(2) + "/api/v1/traces/" + LARGE;
            for (int first = 1; first <= SPANS; first += SPANS_PER_REQUEST) {
                assertThat(send(collector, 10, IntStream.range(first, first + SPANS_PER_REQUEST), PATIENCE))
                        .isEqualTo(200);
            }

            List<CompletableFuture<HttpResponse<String>>> readers =
                    Stream.generate(() -> read(trace)).limit(READERS).toList();
            int sent = 0;
            while (readers.stream().anyMatch(reader -> !reader.isDone())) {
                sent++;
                assertThat(send(collector, 100 + sent, IntStream.range(1, 9), DEADLINE_OF_AGENTS))
                        .isEqualTo(200);
            }

            assertThat(servers.process().isAlive()).isTrue();
            int whole = 0;
            for (CompletableFuture<HttpResponse<String>> reader : readers) {
                HttpResponse<String> answer = reader.get();
                assertThat(answer.statusCode()).isIn(200, 503);
                assertThat(answer.headers().firstValue("Retry-After").isPresent())
                        .isEqualTo(answer.statusCode() == 503);
                if (answer.statusCode() == 200) {
                    whole++;
                    assertThat(answer.body()).contains("\"spanCount\":" + SPANS + ",");
                }
            }
            assertThat(whole).isPositive();
            assertThat(sent).isPositive();
            JsonNode last = new ObjectMapper()
                    .readTree(Http.get(trace.replace(LARGE, String.format("%032x", 100 + sent)))
                            .body());
            assertThat(last.get("spanCount").asInt()).isEqualTo(8);
        }
    }

    private static CompletableFuture<HttpResponse<String>> read(String url) {
        return CompletableFuture.supplyAsync(() -> Http.get(url), reader -> new Thread(reader).start());
    }

    private int send(String collector, int trace, IntStream ids, Duration deadline)
            throws IOException, InterruptedException {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        ids.forEach(id -> spans.addSpans(span(trace, id)));
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                .build()
                .toByteArray();
        return client.send(
                        HttpRequest.newBuilder(URI.create(collector))
                                .header("Content-Type", "application/x-protobuf")
                                .timeout(deadline)
                                .POST(BodyPublishers.ofByteArray(request))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static Span span(int trace, int id) {
        long start = System.currentTimeMillis() * 1_000_000L + id;
        Span.Builder span = Span.newBuilder()
                .setTraceId(id(16, trace))
                .setSpanId(id(8, id))
                .setParentSpanId(id == 1 ? ByteString.EMPTY : id(8, id / 2))
                .setName("work")
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(start + 1_000_000);
        for (int i = 0; i < 12; i++) {
            span.addAttributes(KeyValue.newBuilder()
                    .setKey("attribute." + i)
                    .setValue(AnyValue.newBuilder().setStringValue("a value of this very span " + id)));
        }
        return span.build();
    }

    private static ByteString id(int bytes, int number) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(bytes).putInt(bytes - 4, number).array());
    }
}
