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
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many readers of a trace that is large for the heap, while spans arrive: the answers together would need several times
 * the heap. {@code dapper.benchmarks.QueryStorm} does the same for as long as wanted, and counts the spans.
 */
@Tag("once")
@Timeout(600)
class QueryStormTest {
    private static final int SPANS_PER_REQUEST = 2_000;
    private static final int READERS = 32;
    private static final int BEGINNING = 4_096;
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

    /** @param options for the servers; without any, they have the heap that the launcher gives them */
    @ParameterizedTest
    @CsvSource({"20000, -Xmx144m", "100000, ''"})
    void keepsCollectingWhileReadersAskForMoreThanTheHeapHolds(int spans, String options, @TempDir Path folder)
            throws Exception {
        List<Integer> ports = AllInOne.freePorts(5);
        try (Program servers = Program.start(
                List.of(
                        Distribution.launcher().toString(),
                        "all-in-one",
                        "--dapper.cassandra.data=" + folder.resolve("cassandra"),
                        "--dapper.cassandra.port=" + ports.get(3),
                        "--dapper.cassandra.storage-port=" + ports.get(4),
                        "--dapper.collector.grpc.port=" + ports.get(0),
                        "--dapper.collector.http.port=" + ports.get(1),
                        "--dapper.query.port=" + ports.get(2)),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "DAPPER_JAVA_OPTS", options))) {
            servers.awaitLine("open http://localhost:" + ports.get(2));
            String collector = "http://127.0.0.1:" + ports.get(1) + "/v1/traces";
            String trace = "http://127.0.0.1:" + ports.get(2) + "/api/v1/traces/" + LARGE;
            for (int first = 1; first <= spans; first += SPANS_PER_REQUEST) {
                assertThat(send(collector, 10, IntStream.range(first, first + SPANS_PER_REQUEST), PATIENCE))
                        .isEqualTo(200);
            }

            List<CompletableFuture<Answer>> readers =
                    Stream.generate(() -> read(trace)).limit(READERS).toList();
            int sent = 0;
            while (readers.stream().anyMatch(reader -> !reader.isDone())) {
                sent++;
                assertThat(send(collector, 100 + sent, IntStream.range(1, 9), DEADLINE_OF_AGENTS))
                        .isEqualTo(200);
            }

            assertThat(servers.process().isAlive()).isTrue();
            int whole = 0;
            for (CompletableFuture<Answer> reader : readers) {
                Answer answer = reader.get();
                assertThat(answer.status()).isIn(200, 503);
                assertThat(answer.retryAfter()).isEqualTo(answer.status() == 503);
                if (answer.status() == 200) {
                    whole++;
                    assertThat(answer.beginning()).contains("\"spanCount\":" + spans + ",");
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

    /** @param beginning of the body; all of them together would exceed the heap of this JVM, too */
    private record Answer(int status, boolean retryAfter, String beginning) {}

    private CompletableFuture<Answer> read(String url) {
        return CompletableFuture.supplyAsync(() -> readToItsEnd(url), reader -> new Thread(reader).start());
    }

    private Answer readToItsEnd(String url) {
        try {
            HttpResponse<InputStream> answer =
                    client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                String beginning = new String(body.readNBytes(BEGINNING), StandardCharsets.UTF_8);
                body.transferTo(OutputStream.nullOutputStream());
                return new Answer(
                        answer.statusCode(),
                        answer.headers().firstValue("Retry-After").isPresent(),
                        beginning);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + url, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
