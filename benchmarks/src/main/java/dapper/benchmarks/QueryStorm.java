// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Checks that {@code dapper all-in-one} keeps collecting while readers request a very large trace: starts it, stores
 * the trace, then has one sender send traces of 8 spans while the readers read. Ends with status 1 if the process
 * ended, if a reader got anything but 200, or 503 with Retry-After, or if no spans were acknowledged.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.QueryStorm ./dapper 100000 32 120
 * </pre>
 *
 * <p>Arguments: the launcher, spans of the large trace, readers, seconds. {@code DAPPER_JAVA_OPTS} goes to the servers.
 */
public final class QueryStorm {
    private static final int SPANS_PER_REQUEST = 5_000;
    private static final int ATTRIBUTES = 12;
    private static final byte[] LARGE = id(16, 7);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final String collector;
    private final String query;

    private QueryStorm(int collectorPort, int queryPort) {
        this.collector = "http://127.0.0.1:" + collectorPort + "/v1/traces";
        this.query = "http://127.0.0.1:" + queryPort;
    }

    public static void main(String[] arguments) throws Exception {
        int spans = Integer.parseInt(arguments[1]);
        int readers = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        int port = 20_000 + (int) (ProcessHandle.current().pid() % 10_000) * 4;
        Path directory = Files.createTempDirectory("query-storm");
        Process servers = new ProcessBuilder(
                        arguments[0],
                        "all-in-one",
                        "--dapper.cassandra.data=" + directory.resolve("data"),
                        "--dapper.cassandra.port=0",
                        "--dapper.collector.grpc.port=" + port,
                        "--dapper.collector.http.port=" + (port + 1),
                        "--dapper.query.port=" + (port + 2))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        boolean passed = false;
        try {
            QueryStorm storm = new QueryStorm(port + 1, port + 2);
            storm.awaitReady(servers);
            System.out.println("log in " + directory.resolve("log"));
            storm.store(spans);
            passed = storm.run(servers, readers, seconds);
        } finally {
            servers.destroy();
            servers.waitFor(60, TimeUnit.SECONDS);
        }
        System.out.println(passed ? "passed" : "FAILED");
        System.exit(passed ? 0 : 1);
    }

    private void awaitReady(Process servers) throws Exception {
        while (servers.isAlive()) {
            try {
                if (get("/health/ready").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(200);
            }
        }
        throw new IllegalStateException("the servers ended while they started");
    }

    private void store(int count) throws Exception {
        long start = System.nanoTime();
        for (int first = 1; first <= count; first += SPANS_PER_REQUEST) {
            List<Span> spans = new ArrayList<>();
            for (int i = first; i < first + SPANS_PER_REQUEST && i <= count; i++) {
                spans.add(span(LARGE, i, i / 8));
            }
            while (send(spans) != 200) {
                Thread.sleep(500);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "stored a trace of %,d spans with %d attributes in %d s%n",
                count,
                ATTRIBUTES,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    private boolean run(Process servers, int readers, int seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        LongSupplier left = () -> end - System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        threads.add(new Thread(() -> sendUntil(left)));
        for (int i = 0; i < readers; i++) {
            threads.add(new Thread(() -> readUntil(left)));
        }
        threads.forEach(Thread::start);
        while (left.getAsLong() > 0 && servers.isAlive()) {
            long before = acknowledged.sum();
            servers.waitFor(Math.min(10_000, left.getAsLong() / 1_000_000 + 1), TimeUnit.MILLISECONDS);
            System.out.printf(
                    Locale.ROOT,
                    "%,d spans acknowledged, %d requests turned away, %,d MB read, readers got %s%n",
                    acknowledged.sum() - before,
                    turnedAway.sum(),
                    bytesRead.sum() >> 20,
                    answers);
        }
        boolean alive = servers.isAlive();
        for (Thread thread : threads) {
            thread.join(Duration.ofMinutes(2).toMillis());
        }
        return alive
                && servers.isAlive()
                && acknowledged.sum() > 0
                && answers.keySet().stream()
                        .allMatch(answer -> answer.equals("200") || answer.equals("503 with Retry-After"));
    }

    private void sendUntil(LongSupplier left) {
        for (int trace = 100; left.getAsLong() > 0; trace++) {
            List<Span> spans = new ArrayList<>();
            for (int i = 1; i <= 8; i++) {
                spans.add(span(id(16, trace), i, i / 2));
            }
            try {
                if (send(spans) == 200) {
                    acknowledged.add(spans.size());
                } else {
                    turnedAway.increment();
                }
            } catch (IOException e) {
                count("sender: " + e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void readUntil(LongSupplier left) {
        String path = "/api/v1/traces/" + HexFormat.of().formatHex(LARGE);
        while (left.getAsLong() > 0) {
            try {
                HttpResponse<InputStream> answer = get(path);
                try (InputStream body = answer.body()) {
                    byte[] buffer = new byte[1 << 16];
                    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                        bytesRead.add(read);
                    }
                }
                boolean retry = answer.headers().firstValue("Retry-After").isPresent();
                count(answer.statusCode() + (retry ? " with Retry-After" : ""));
                if (answer.statusCode() == 503) {
                    TimeUnit.SECONDS.sleep(2);
                }
            } catch (IOException e) {
                count("reader: " + e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void count(String answer) {
        answers.computeIfAbsent(answer, key -> new LongAdder()).increment();
    }

    private HttpResponse<InputStream> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(query + path)).build(), BodyHandlers.ofInputStream());
    }

    private int send(List<Span> spans) throws IOException, InterruptedException {
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("service.name", "storm")))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans)))
                .build()
                .toByteArray();
        return client.send(
                        HttpRequest.newBuilder(URI.create(collector))
                                .header("Content-Type", "application/x-protobuf")
                                .POST(BodyPublishers.ofByteArray(request))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static Span span(byte[] traceId, int id, int parent) {
        long start = System.currentTimeMillis() * 1_000_000L + id;
        Span.Builder span = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(traceId))
                .setSpanId(ByteString.copyFrom(id(8, id)))
                .setParentSpanId(parent == 0 ? ByteString.EMPTY : ByteString.copyFrom(id(8, parent)))
                .setName("GET /orders/{id}")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(start + 1_000_000);
        for (int i = 0; i < ATTRIBUTES; i++) {
            span.addAttributes(text("attribute.number." + i, "a value of this very span " + id + "/" + i));
        }
        return span.build();
    }

    private static byte[] id(int bytes, int number) {
        return ByteBuffer.allocate(bytes).putInt(bytes - 4, number).array();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
