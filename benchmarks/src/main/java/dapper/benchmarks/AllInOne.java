// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of {@code dapper all-in-one} with data of its own, and a client for it. Safe for many threads. */
final class AllInOne implements SpanServer, AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process servers;
    private final String collector;
    private final String query;
    private final Path data;

    private AllInOne(Process servers, int port, Path data) {
        this.servers = servers;
        this.data = data;
        this.collector = "http://127.0.0.1:" + (port + 1);
        this.query = "http://127.0.0.1:" + (port + 2);
    }

    /** Starts the launcher and waits until queries are answered. {@code DAPPER_JAVA_OPTS} goes to the servers. */
    static AllInOne start(String launcher, String... settings) throws Exception {
        // Below the ports that Linux gives to clients.
        int port = 10_000 + (int) (ProcessHandle.current().pid() % 5_000) * 4;
        Path directory = Files.createTempDirectory("dapper-load");
        Path data = directory.resolve("data");
        List<String> command = new ArrayList<>(List.of(
                launcher,
                "all-in-one",
                "--dapper.cassandra.data=" + data,
                "--dapper.cassandra.port=" + (port + 3),
                "--dapper.collector.grpc.port=" + port,
                "--dapper.collector.http.port=" + (port + 1),
                "--dapper.query.port=" + (port + 2)));
        command.addAll(List.of(settings));
        Process servers = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        AllInOne started = new AllInOne(servers, port, data);
        try {
            started.awaitReady();
            System.out.println("log in " + directory.resolve("log"));
            return started;
        } catch (Exception e) {
            started.close();
            throw e;
        }
    }

    private void awaitReady() throws Exception {
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

    Process process() {
        return servers;
    }

    HttpResponse<InputStream> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(query + path)).build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> answer(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(query + path)).build(), BodyHandlers.ofString());
    }

    String text(String path) throws IOException, InterruptedException {
        return answer(path).body();
    }

    /** Returns the folder of Cassandra's data. */
    Path data() {
        return data;
    }

    /** Returns the metrics of the servers by name with labels. */
    Map<String, Double> metrics() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(collector + "/metrics")).build();
        return client.send(request, BodyHandlers.ofLines())
                .body()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                        (one, other) -> one));
    }

    /** The status of the answer. */
    int send(String service, List<Span> spans) throws IOException, InterruptedException {
        return send(service, "", spans);
    }

    @Override
    public boolean take(String service, String process, List<Span> spans) throws IOException, InterruptedException {
        return send(service, process, spans) == 200;
    }

    private int send(String service, String process, List<Span> spans) throws IOException, InterruptedException {
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(attribute("service.name", service))
                                .addAttributes(attribute("service.instance.id", process)))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans)))
                .build()
                .toByteArray();
        return post("/v1/traces", request);
    }

    /** Sends a report of counted calls. @return the status of the answer */
    int report(ExportMetricsServiceRequest report) throws IOException, InterruptedException {
        return post("/v1/metrics", report.toByteArray());
    }

    private int post(String path, byte[] request) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(collector + path))
                                .header("Content-Type", "application/x-protobuf")
                                .POST(BodyPublishers.ofByteArray(request))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** Sends again until the spans are acknowledged. */
    void store(String service, List<Span> spans) throws IOException, InterruptedException {
        while (send(service, spans) != 200) {
            Thread.sleep(500);
        }
    }

    @Override
    public void close() {
        servers.destroy();
        try {
            servers.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A span of a millisecond with so many attributes, each with a value of its own. */
    static Span span(byte[] traceId, int id, int parent, long startUnixNanos, int attributes) {
        Span.Builder span = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(traceId))
                .setSpanId(ByteString.copyFrom(id(8, id)))
                .setParentSpanId(parent == 0 ? ByteString.EMPTY : ByteString.copyFrom(id(8, parent)))
                .setName("GET /orders/{id}")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(startUnixNanos)
                .setEndTimeUnixNano(startUnixNanos + 1_000_000);
        for (int i = 0; i < attributes; i++) {
            span.addAttributes(attribute("attribute.number." + i, "a value of this very span " + id + "/" + i));
        }
        return span.build();
    }

    static byte[] id(int bytes, int number) {
        return ByteBuffer.allocate(bytes).putInt(bytes - 4, number).array();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
