// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.CapturedLog;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.Map;
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
}
