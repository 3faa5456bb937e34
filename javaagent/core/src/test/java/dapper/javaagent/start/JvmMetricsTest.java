// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.config.AgentConfig;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metrics of the JVM in the agent's report, received by a real OTLP server. */
@Timeout(180)
class JvmMetricsTest {
    private static Recording start(String endpoint, String enabled) {
        return Recording.start(AgentConfig.load("otel.service.name=shop;otel.exporter.otlp.endpoint=" + endpoint
                + ";otel.metric.export.interval=20;otel.instrumentation.runtime-telemetry.enabled=" + enabled));
    }

    @Test
    void describesTheJvmInAScopeOfItsOwn() throws Exception {
        MetricsServer metrics = new MetricsServer();
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording = start(server.endpoint(), "true")) {
            Await.until("a report", () -> !metrics.requests.isEmpty());
            assertThat(recording.counts().recorded()).isZero();
        }
        ScopeMetrics jvm = metrics.requests.get(0).getResourceMetrics(0).getScopeMetrics(1);
        assertThat(jvm.getScope().getName()).isEqualTo("dapper.jvm");
        assertThat(jvm.getMetricsList())
                .extracting(Metric::getName)
                .containsExactly(
                        "jvm.memory.used",
                        "jvm.memory.committed",
                        "jvm.memory.limit",
                        "jvm.gc.duration",
                        "jvm.thread.count",
                        "jvm.class.count",
                        "jvm.cpu.time",
                        "jvm.cpu.recent_utilization",
                        "jvm.cpu.count");
        Metric used = jvm.getMetrics(0);
        assertThat(used.getSum().getIsMonotonic()).isFalse();
        assertThat(used.getSum().getDataPointsList())
                .anySatisfy(point -> {
                    assertThat(point.getAttributes(0).getValue().getStringValue())
                            .isEqualTo("heap");
                    assertThat(point.getAsInt()).isPositive();
                })
                .anySatisfy(
                        point -> assertThat(point.getAttributes(0).getValue().getStringValue())
                                .isEqualTo("non_heap"));
        assertThat(jvm.getMetrics(3).getHistogram().getDataPointsList()).isNotEmpty();
        assertThat(jvm.getMetrics(4).getSum().getDataPointsList())
                .extracting(point -> point.getAttributes(0).getValue().getBoolValue())
                .containsExactly(true, false);
        assertThat(jvm.getMetrics(5).getSum().getDataPoints(0).getAsInt()).isGreaterThan(1_000);
        Metric cpu = jvm.getMetrics(6);
        assertThat(cpu.getSum().getIsMonotonic()).isTrue();
        assertThat(cpu.getSum().getDataPoints(0).getAsDouble()).isPositive();
        assertThat(cpu.getSum().getDataPoints(0).getStartTimeUnixNano())
                .isEqualTo(1_000_000 * ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    @Test
    void leavesOutTheJvmIfSwitchedOff() throws Exception {
        MetricsServer metrics = new MetricsServer();
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording = start(server.endpoint(), "false")) {
            Await.until("a report", () -> !metrics.requests.isEmpty());
            assertThat(recording.counts().recorded()).isZero();
        }
        assertThat(metrics.requests.get(0).getResourceMetrics(0).getScopeMetricsCount())
                .isOne();
    }
}
