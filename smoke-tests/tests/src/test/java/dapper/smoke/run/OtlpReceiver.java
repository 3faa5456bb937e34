// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dapper.sampling.testing.ReservedPort;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;

/**
 * A small OTLP receiver on real ports, gRPC and HTTP, that keeps the spans and metrics it acknowledges. It starts in
 * milliseconds, where the all-in-one server needs a database.
 */
public final class OtlpReceiver implements AutoCloseable {
    /** Kept reachable, or its level would be lost: faults that agents cause on purpose need no log lines. */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    static {
        GRPC_LOG.setLevel(Level.OFF);
    }

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final Set<String> serviceNames = ConcurrentHashMap.newKeySet();
    private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
    private final ReservedPort reserved = new ReservedPort();
    private final Consumer<NettyServerBuilder> settings;
    private volatile Server grpc;
    private final HttpServer http;
    private final ExecutorService httpThreads = Executors.newCachedThreadPool();

    private volatile Refusal refusal;

    /** The protocols that an agent can use with this server. */
    public enum Protocol {
        GRPC("grpc"),
        HTTP("http/protobuf");

        private final String name;

        Protocol(String name) {
            this.name = name;
        }

        /** Returns the agent's options to send there and to record everything. */
        public String[] options(String endpoint) {
            return new String[] {
                "-Dotel.exporter.otlp.protocol=" + name,
                "-Dotel.exporter.otlp.endpoint=" + endpoint,
                "-Dotel.traces.sampler=always_on"
            };
        }
    }

    /**
     * The answer instead of an acknowledgement.
     *
     * @param grpc failure of a gRPC call
     * @param status of HTTP
     * @param retryAfterSeconds of HTTP, null for none
     */
    public record Refusal(StatusRuntimeException grpc, int status, String retryAfterSeconds) {
        /** "Too busy, retry later": UNAVAILABLE with RetryInfo, or 429 with Retry-After. */
        public static Refusal withRetryAfterSeconds(int seconds) {
            RetryInfo retryInfo = RetryInfo.newBuilder()
                    .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(seconds))
                    .build();
            com.google.rpc.Status status = com.google.rpc.Status.newBuilder()
                    .setCode(Status.Code.UNAVAILABLE.value())
                    .addDetails(Any.pack(retryInfo))
                    .build();
            return new Refusal(StatusProto.toStatusRuntimeException(status), 429, Integer.toString(seconds));
        }
    }

    private OtlpReceiver(int grpcPort, Consumer<NettyServerBuilder> settings) throws IOException {
        this.settings = settings;
        grpc = startGrpc(grpcPort == 0 ? reserved.number() : grpcPort);
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        http.setExecutor(httpThreads);
        http.createContext("/v1/traces", exchange -> answer(exchange, body -> keep(traces(body))));
        http.createContext("/v1/metrics", exchange -> answer(exchange, body -> metrics.add(metricsOf(body))));
        http.start();
    }

    private Server startGrpc(int port) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(new TraceService())
                .addService(new MetricsService());
        settings.accept(builder);
        return builder.build().start();
    }

    /**
     * Like the update of a collector: gRPC's connections end with a GOAWAY, and new ones are accepted on the same port.
     */
    public void restart() {
        Server before = grpc;
        int port = before.getPort();
        before.shutdown();
        try {
            before.awaitTermination(60, TimeUnit.SECONDS);
            grpc = startGrpc(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static OtlpReceiver start() {
        return start(0, builder -> {});
    }

    /**
     * @param grpcPort 0 for any
     * @param settings of the gRPC server
     */
    public static OtlpReceiver start(int grpcPort, Consumer<NettyServerBuilder> settings) {
        try {
            return new OtlpReceiver(grpcPort, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port(Protocol protocol) {
        return protocol == Protocol.GRPC ? grpc.getPort() : http.getAddress().getPort();
    }

    public String endpoint(Protocol protocol) {
        return "http://127.0.0.1:" + port(protocol);
    }

    /** From now on every export is refused in this way; null: acknowledged. */
    public void refuse(Refusal refusal) {
        this.refusal = refusal;
    }

    /** Returns all spans acknowledged so far. */
    public List<Span> spans() {
        return spans;
    }

    /** Returns the service names of the resources of all spans so far. */
    public Set<String> serviceNames() {
        return serviceNames;
    }

    public List<ExportMetricsServiceRequest> metrics() {
        return metrics;
    }

    /** Returns the last value of a metric with one point; with several processes, of the one that reported last. */
    public long last(String metric) {
        for (int i = metrics.size() - 1; i >= 0; i--) {
            for (ResourceMetrics resource : metrics.get(i).getResourceMetricsList()) {
                for (Metric each : resource.getScopeMetrics(0).getMetricsList()) {
                    if (each.getName().equals(metric)) {
                        return (each.hasSum()
                                        ? each.getSum().getDataPoints(0)
                                        : each.getGauge().getDataPoints(0))
                                .getAsInt();
                    }
                }
            }
        }
        throw new AssertionError("no report holds " + metric);
    }

    public void awaitSpans(String what, Predicate<List<Span>> condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.test(spans)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(what + " did not arrive; there are " + spans.size() + " spans: "
                        + spans.stream().limit(20).map(Span::getName).toList());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    public void awaitSpan(String name) {
        awaitSpans(
                "a span " + name,
                all -> all.stream().anyMatch(span -> span.getName().equals(name)));
    }

    private void keep(ExportTraceServiceRequest request) {
        request.getResourceSpansList()
                .forEach(resource -> resource.getResource().getAttributesList().stream()
                        .filter(attribute -> attribute.getKey().equals("service.name"))
                        .forEach(attribute ->
                                serviceNames.add(attribute.getValue().getStringValue())));
        // Together: a test that waits for one of them reads the others too.
        spans.addAll(request.getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList());
    }

    private static ExportTraceServiceRequest traces(InputStream body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ExportMetricsServiceRequest metricsOf(InputStream body) {
        try {
            return ExportMetricsServiceRequest.parseFrom(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange, Consumer<InputStream> keep) throws IOException {
        try (exchange) {
            InputStream body = exchange.getRequestBody();
            boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            Refusal refused = refusal;
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            if (refused == null) {
                keep.accept(gzip ? new GZIPInputStream(body) : body);
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            body.readAllBytes();
            if (refused.retryAfterSeconds() != null) {
                exchange.getResponseHeaders().set("Retry-After", refused.retryAfterSeconds());
            }
            exchange.sendResponseHeaders(refused.status(), -1);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        httpThreads.shutdown();
        Server grpc = this.grpc;
        grpc.shutdownNow();
        try {
            grpc.awaitTermination(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reserved.close();
    }

    private <T> void answer(T response, StreamObserver<T> observer, Runnable keep) {
        Refusal refused = refusal;
        if (refused != null) {
            observer.onError(refused.grpc());
            return;
        }
        keep.run();
        observer.onNext(response);
        observer.onCompleted();
    }

    private final class TraceService extends TraceServiceGrpc.TraceServiceImplBase {
        @Override
        public void export(
                ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> responseObserver) {
            answer(ExportTraceServiceResponse.getDefaultInstance(), responseObserver, () -> keep(request));
        }
    }

    private final class MetricsService extends MetricsServiceGrpc.MetricsServiceImplBase {
        @Override
        public void export(
                ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> responseObserver) {
            answer(ExportMetricsServiceResponse.getDefaultInstance(), responseObserver, () -> metrics.add(request));
        }
    }
}
