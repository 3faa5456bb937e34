// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.embedded.EmbeddedCassandraConfig;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Zipkin server that stores in a Cassandra of its own: the same node as Dapper's, with the indexes that Zipkin needs
 * and the commit log that is usual for it, which is synced every ten seconds.
 */
final class ZipkinServer implements SpanServer, AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Management management;
    private final EmbeddedCassandra node;
    private final Process server;
    private final URI spans;

    private ZipkinServer(Management management, EmbeddedCassandra node, Process server, int port) {
        this.management = management;
        this.node = node;
        this.server = server;
        this.spans = URI.create("http://127.0.0.1:" + port + "/api/v2/spans");
    }

    /**
     * Starts both and waits until spans are taken.
     *
     * @param jar the executable jar of zipkin-server
     */
    static ZipkinServer start(Path jar) throws Exception {
        int port = 30_000 + (int) (ProcessHandle.current().pid() % 2_000);
        Path directory = Files.createTempDirectory("zipkin-load");
        Management management = new Management();
        EmbeddedCassandra node = EmbeddedCassandra.start(
                new EmbeddedCassandraConfig(
                        Path.of("storage-cassandra/node/target/cassandra").toAbsolutePath(),
                        directory.resolve("data"),
                        0,
                        0,
                        1024,
                        Path.of(System.getProperty("java.home")),
                        List.of(
                                management.option(),
                                "-Dcassandra.config.allow_system_properties=true",
                                "-Dcassandra.settings.sasi_indexes_enabled=true",
                                "-Dcassandra.settings.commitlog_sync=periodic",
                                "-Dcassandra.settings.commitlog_sync_period=10s")),
                event -> {});
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-jar", jar.toString());
        command.environment()
                .putAll(Map.of(
                        "STORAGE_TYPE",
                        "cassandra3",
                        "CASSANDRA_CONTACT_POINTS",
                        "127.0.0.1:" + node.contactPoint().getPort(),
                        "QUERY_PORT",
                        Integer.toString(port)));
        Process server = command.redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        System.out.println("log of Zipkin in " + directory.resolve("log"));
        ZipkinServer started = new ZipkinServer(management, node, server, port);
        try {
            started.awaitReady();
            return started;
        } catch (Exception e) {
            started.close();
            throw e;
        }
    }

    private void awaitReady() throws InterruptedException {
        while (server.isAlive()) {
            try {
                if (post("[]") == 202) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("Zipkin ended while it started");
    }

    /** Returns how many spans Cassandra has written. Zipkin accepts spans before it stores them, and may drop them. */
    long stored() throws Exception {
        return management.writes("zipkin2", "span");
    }

    @Override
    public boolean take(String service, String process, List<Span> sent) throws IOException, InterruptedException {
        StringBuilder json = new StringBuilder("[");
        for (Span span : sent) {
            json.append(json.length() == 1 ? "" : ",");
            write(service, span, json);
        }
        return post(json.append(']').toString()) == 202;
    }

    private int post(String json) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(spans)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** No text of {@link TraceData} needs an escape in JSON. */
    private static void write(String service, Span span, StringBuilder json) {
        HexFormat hex = HexFormat.of();
        json.append("{\"traceId\":\"").append(hex.formatHex(span.getTraceId().toByteArray()));
        json.append("\",\"id\":\"").append(hex.formatHex(span.getSpanId().toByteArray()));
        if (!span.getParentSpanId().isEmpty()) {
            json.append("\",\"parentId\":\"")
                    .append(hex.formatHex(span.getParentSpanId().toByteArray()));
        }
        json.append("\",\"kind\":\"").append(span.getKind() == Span.SpanKind.SPAN_KIND_SERVER ? "SERVER" : "CLIENT");
        json.append("\",\"name\":\"").append(span.getName());
        json.append("\",\"timestamp\":").append(span.getStartTimeUnixNano() / 1000);
        json.append(",\"duration\":").append((span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1000);
        json.append(",\"localEndpoint\":{\"serviceName\":\"").append(service).append("\"},\"tags\":{");
        String separator = "\"";
        for (KeyValue attribute : span.getAttributesList()) {
            json.append(separator).append(attribute.getKey()).append("\":\"");
            json.append(
                    attribute.getValue().hasStringValue()
                            ? attribute.getValue().getStringValue()
                            : Long.toString(attribute.getValue().getIntValue()));
            separator = "\",\"";
        }
        json.append("\"}}");
    }

    @Override
    public void close() {
        server.destroy();
        try {
            server.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        node.close();
    }
}
