// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * Serves a build of Jaeger UI, and traces in the JSON that it reads. All answers are written and compressed before the first
 * request, so that the time of a page is that of the page alone.
 */
final class JaegerUi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript",
            "css", "text/css",
            "svg", "image/svg+xml",
            "json", "application/json");

    private final HttpServer server;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Answer index;

    private record Answer(String type, byte[] gzip) {}

    /** @param build the folder that {@code vite build} of Jaeger UI has written */
    JaegerUi(Path build) throws IOException {
        try (var files = Files.walk(build)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = build.relativize(file).toString();
                String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
                answers.put("/" + name, new Answer(type, gzip(Files.readAllBytes(file))));
            }
        }
        index = answers.get("/index.html");
        if (index == null) {
            throw new IllegalArgumentException(build + " has no index.html: give the build folder of Jaeger UI");
        }
        answers.put("/api/services", new Answer("application/json", gzip(envelope(List.of()))));
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", this::answer);
        server.start();
    }

    String url(TraceId id) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/trace/" + id;
    }

    void add(List<Span> spans) throws IOException {
        TraceId id = spans.get(0).traceId();
        Map<String, String> processes = new LinkedHashMap<>();
        List<Object> converted = new ArrayList<>(spans.size());
        for (Span span : spans) {
            String service = String.valueOf(span.resource().attributes().get("service.name"));
            processes.computeIfAbsent(service, key -> "p" + (processes.size() + 1));
            converted.add(span(span, processes.get(service)));
        }
        Map<String, Object> byId = new LinkedHashMap<>();
        processes.forEach(
                (service, process) -> byId.put(process, Map.of("serviceName", service, "tags", List.<Object>of())));
        Map<String, Object> trace = Map.of("traceID", id.toString(), "spans", converted, "processes", byId);
        answers.put("/api/traces/" + id, new Answer("application/json", gzip(envelope(List.of(trace)))));
    }

    private static Map<String, Object> span(Span span, String process) {
        List<Object> tags = new ArrayList<>();
        span.attributes()
                .forEach((key, value) -> tags.add(
                        Map.of("key", key, "type", value instanceof Long ? "int64" : "string", "value", value)));
        tags.add(Map.of(
                "key",
                "span.kind",
                "type",
                "string",
                "value",
                String.valueOf(span.kind()).toLowerCase(Locale.ROOT)));
        String id = span.traceId().toString();
        List<Object> references = span.parentSpanId() == 0
                ? List.of()
                : List.of(Map.of("refType", "CHILD_OF", "traceID", id, "spanID", hex(span.parentSpanId())));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("traceID", id);
        json.put("spanID", hex(span.spanId()));
        json.put("operationName", span.name());
        json.put("references", references);
        json.put("startTime", span.startUnixNanos() / 1_000);
        json.put("duration", (span.endUnixNanos() - span.startUnixNanos()) / 1_000);
        json.put("tags", tags);
        json.put("logs", List.of());
        json.put("processID", process);
        json.put("warnings", null);
        return json;
    }

    private static String hex(long id) {
        return String.format("%016x", id);
    }

    private static byte[] envelope(List<?> data) throws IOException {
        return JSON.writeValueAsString(Map.of("data", data, "total", data.size(), "limit", 0, "offset", 0))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(all)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Answer answer = answers.get(path);
        if (answer == null && path.startsWith("/api/")) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        Answer found = answer == null ? index : answer;
        exchange.getResponseHeaders().set("Content-Type", found.type);
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        if (path.startsWith("/static/")) {
            exchange.getResponseHeaders().set("Cache-Control", "max-age=31536000, immutable");
        }
        exchange.sendResponseHeaders(200, found.gzip.length);
        exchange.getResponseBody().write(found.gzip);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
