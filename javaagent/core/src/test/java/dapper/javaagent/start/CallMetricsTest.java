// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.CapturedLog;
import io.grpc.Status;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metrics of calls, received by real OTLP servers. */
@Timeout(180)
class CallMetricsTest {
    private static final String SCOPE = "dapper.calls";

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restore() {
        log.close();
    }

    private static Recording start(String endpoint, String settings) {
        Recording recording = Recording.install(
                AgentConfig.load("otel.service.name=shop;otel.exporter.otlp.endpoint=" + endpoint
                        + ";otel.traces.sampler=traceidratio;otel.traces.sampler.arg=0;" + settings),
                Recording.class.getClassLoader());
        recording.deliver(null);
        return recording;
    }

    private static void serve(String route, int status) {
        ServerCall call = ServerCall.start(null, "GET", route);
        ServerCalls.route(call, route);
        ServerCalls.end(call, status);
    }

    @Test
    void countsRequestsThatAreNotSampled() throws Exception {
        MetricsServer metrics = new MetricsServer();
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording = start(server.endpoint(), "otel.metric.export.interval=1m")) {
            serve("/cart", 200);
            serve("/cart", 200);
            serve("/cart", 503);
            assertThat(recording.counts().recorded()).isZero();
        }

        CallCounts counts = CallCounts.of(metrics.calls);
        assertThat(counts.calls())
                .containsOnly(
                        Map.entry(
                                "http.server.request.duration{dapper.operation=GET /cart,http.request.method=GET,"
                                        + "http.route=/cart,http.response.status_code=200}",
                                2L),
                        Map.entry(
                                "http.server.request.duration{dapper.operation=GET /cart,error.type=503,"
                                        + "http.request.method=GET,http.route=/cart,http.response.status_code=503}",
                                1L));
        ExportMetricsServiceRequest request = metrics.calls.get(0);
        assertThat(request.getResourceMetrics(0).getResource().getAttributesList())
                .extracting(attribute -> attribute.getKey())
                .contains("service.name", "service.instance.id", "telemetry.sdk.name");
        assertThat(request.getResourceMetrics(0).getScopeMetrics(0).getScope().getName())
                .isEqualTo(SCOPE);
        Metric metric = request.getResourceMetrics(0).getScopeMetrics(0).getMetrics(0);
        assertThat(metric.getUnit()).isEqualTo("s");
        assertThat(metric.getExponentialHistogram().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    }

    /** One server swallows its answers and then goes away; another one comes at the same address. */
    @Test
    void countsAreExactAlthoughAnswersAreLostAndTheServerIsRestarted() throws Exception {
        int threads = 8;
        int calls = 100_000;
        MetricsServer metrics = new MetricsServer();
        OtlpServer first = new OtlpServer(0, builder -> builder.addService(metrics));
        int port = first.port();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (first;
                Recording recording = start(
                        first.endpoint(),
                        "otel.traces.sampler=traceidratio;otel.traces.sampler.arg=0.001;"
                                + "otel.metric.export.interval=1s;otel.bsp.schedule.delay=50")) {
            metrics.failure = Status.UNAVAILABLE;
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(() -> {
                    for (int i = 0; i < calls; i++) {
                        serve(i % 2 == 0 ? "/cart" : "/pay", i % 100 == 0 ? 500 : 200);
                    }
                }));
            }
            Await.until("an answer lost", () -> !metrics.calls.isEmpty());
            first.close();
            metrics.failure = null;
            try (OtlpServer second = new OtlpServer(port, builder -> builder.addService(metrics))) {
                for (Future<?> each : running) {
                    each.get();
                }
                Await.until(
                        "all calls",
                        () -> CallCounts.of(metrics.calls).total("http.server.request.duration")
                                >= (long) threads * calls);
                assertThat(second.port()).isEqualTo(port);
                assertThat(recording.counts().recorded()).isPositive();
            }
        } finally {
            pool.shutdownNow();
        }

        String route = "http.server.request.duration{dapper.operation=GET /%1$s,%2$shttp.request.method=GET,"
                + "http.route=/%1$s,http.response.status_code=%3$s}";
        assertThat(CallCounts.of(metrics.calls).calls())
                .containsOnly(
                        Map.entry(String.format(route, "cart", "", 200), 392_000L),
                        Map.entry(String.format(route, "cart", "error.type=500,", 500), 8_000L),
                        Map.entry(String.format(route, "pay", "", 200), 400_000L));
    }

    /** The first recorded call of each point, and the slowest one if that is another. */
    @Test
    void recordedCallsAreExemplars() throws Exception {
        MetricsServer metrics = new MetricsServer();
        OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
        try (server;
                Recording recording =
                        start(server.endpoint(), "otel.traces.sampler=always_on;otel.metric.export.interval=1m")) {
            for (int i = 0; i < 20; i++) {
                serve("/cart", 200);
            }
            assertThat(recording.flush(60_000)).isTrue();
        }
        Map<List<ByteString>, String> names = new HashMap<>();
        server.spans().forEach(span -> names.put(List.of(span.getTraceId(), span.getSpanId()), span.getName()));
        assertThat(names).hasSize(20);
        List<Exemplar> exemplars = metrics.calls
                .get(0)
                .getResourceMetrics(0)
                .getScopeMetrics(0)
                .getMetrics(0)
                .getExponentialHistogram()
                .getDataPoints(0)
                .getExemplarsList();
        assertThat(exemplars).hasSizeBetween(1, 2).allSatisfy(exemplar -> {
            assertThat(names.get(List.of(exemplar.getTraceId(), exemplar.getSpanId())))
                    .isEqualTo("GET /cart");
            assertThat(exemplar.getAsDouble()).isPositive();
            assertThat(exemplar.getFilteredAttributesList()).isEmpty();
        });
    }

    @Test
    void countsNothingForABackEndWithoutMetrics() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording =
                        start(server.endpoint(), "otel.metric.export.interval=20;otel.bsp.schedule.delay=10")) {
            Await.until("metrics off", () -> {
                serve("/cart", 200);
                return !CallListening.hasListener();
            });
            assertThat(recording.counts().recorded()).isZero();
        }
        assertThat(log.lines().stream().filter(line -> line.contains("metrics of calls are off")))
                .singleElement()
                .asString()
                .contains("the back end does not take them");
    }

    @Test
    void countsNothingIfSwitchedOff() throws Exception {
        MetricsServer metrics = new MetricsServer();
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording = start(server.endpoint(), "otel.metrics.exporter=none")) {
            serve("/cart", 200);
            assertThat(CallListening.hasListener()).isFalse();
            assertThat(recording.flush(60_000)).isTrue();
        }
        assertThat(metrics.calls).isEmpty();
    }

    @Test
    void anIntervalThatDoesNotDivideAMinuteIsReplaced() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording = start(server.endpoint(), "otel.metric.export.interval=7s")) {
            serve("/cart", 200);
            assertThat(recording.flush(60_000)).isTrue();
        }
        assertThat(log.lines().stream().filter(line -> line.contains("does not divide a minute")))
                .singleElement()
                .asString()
                .contains("otel.metric.export.interval=7000 ms")
                .endsWith("in intervals of 10000 ms");
    }
}
