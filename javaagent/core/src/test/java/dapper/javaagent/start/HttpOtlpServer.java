// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPInputStream;

/** A real OTLP/HTTP server on a real port that keeps all requests and sends the configured responses. */
final class HttpOtlpServer implements AutoCloseable {
    final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
    /** The status for every request with metrics. */
    volatile int metricsStatus = 200;

    final List<String> paths = new CopyOnWriteArrayList<>();
    final List<Headers> headers = new CopyOnWriteArrayList<>();
    final List<Headers> metricsHeaders = new CopyOnWriteArrayList<>();
    final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

    private final HttpServer server;

    /** The response to one request. */
    record Answer(int status, String retryAfter, byte[] body) {}

    HttpOtlpServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().endsWith("/v1/metrics")) {
                metricsHeaders.add(exchange.getRequestHeaders());
                metrics.add(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody()));
                exchange.sendResponseHeaders(metricsStatus, -1);
                return;
            }
            paths.add(exchange.getRequestURI().toString());
            headers.add(exchange.getRequestHeaders());
            InputStream body = exchange.getRequestBody();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(body);
            }
            requests.add(ExportTraceServiceRequest.parseFrom(body));
            Answer answer = answers.poll();
            answer = answer == null ? new Answer(200, null, new byte[0]) : answer;
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            if (answer.retryAfter() != null) {
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
            }
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        requests.forEach(request ->
                spans.addAll(request.getResourceSpans(0).getScopeSpans(0).getSpansList()));
        return spans;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
