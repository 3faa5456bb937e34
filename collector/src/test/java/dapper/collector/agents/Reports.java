// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Requests with metrics as agents and others send them. */
final class Reports {
    static final Instant STARTED = Instant.parse("2026-01-01T10:00:00Z");
    static final Instant REPORTED = Instant.parse("2026-01-01T10:10:00Z");

    private Reports() {}

    /** A complete report of one agent. */
    static ExportMetricsServiceRequest agent(String service, String instance, long recorded) {
        return request(
                Resource.newBuilder()
                        .addAttributes(attribute("service.name", service))
                        .addAttributes(attribute("service.instance.id", instance))
                        .addAttributes(attribute("host.name", "host-1"))
                        .addAttributes(attribute("process.runtime.description", "Temurin 17"))
                        .addAttributes(KeyValue.newBuilder()
                                .setKey("process.pid")
                                .setValue(AnyValue.newBuilder().setIntValue(4711)))
                        .build(),
                "dapper.agent",
                gauge("dapper.agent.running", point(1)),
                gauge(
                        "dapper.agent.report.interval",
                        point(0).toBuilder().setAsDouble(60).build()),
                sum("dapper.agent.spans.recorded", point(recorded)),
                sum("dapper.agent.spans.exported", point(recorded - 6)),
                sum("dapper.agent.spans.unfinished", point(5)),
                sum("dapper.agent.spans.unwatched", point(6)),
                sum("dapper.agent.spans.dropped", point(3, "reason", "queue_full"), point(1, "reason", "unavailable")),
                gauge("dapper.agent.spans.queued", point(2)),
                gauge("dapper.agent.spans.queued.size", point(640)),
                sum("dapper.agent.export.attempts", point(9)),
                sum("dapper.agent.export.failures", point(4)),
                gauge("dapper.agent.sampling.threshold", point(1L << 55, "sampler", "traceidratio(0.5)")),
                gauge(
                        "dapper.agent.sampling.probability",
                        point(0, "sampler", "traceidratio(0.5)").toBuilder()
                                .setAsDouble(0.5)
                                .build()),
                sum(
                        "dapper.agent.advice.errors",
                        point(0, "instrumentation", "jdbc"),
                        point(10, "instrumentation", "servlet-3.0")),
                gauge(
                        "dapper.agent.instrumentations",
                        point(5, "instrumentation", "jdbc", "state", "active", "reason", ""),
                        point(1, "instrumentation", "servlet-3.0", "state", "failed", "reason", "10 failures")),
                sum("dapper.agent.of.tomorrow", point(1)));
    }

    /** Returns the last report of a process that is exiting. */
    static ExportMetricsServiceRequest lastOf(String service, String instance) {
        return request(
                Resource.newBuilder()
                        .addAttributes(attribute("service.name", service))
                        .addAttributes(attribute("service.instance.id", instance))
                        .build(),
                "dapper.agent",
                gauge("dapper.agent.running", point(0)),
                sum("dapper.agent.spans.recorded", point(0)));
    }

    /** Returns metrics that an application's own SDK may send: five points in another scope. */
    static ExportMetricsServiceRequest others() {
        return request(
                Resource.getDefaultInstance(),
                "io.opentelemetry.runtime",
                sum("a", point(1), point(2), point(3)),
                gauge("b", point(1)),
                Metric.newBuilder()
                        .setName("c")
                        .setHistogram(io.opentelemetry.proto.metrics.v1.Histogram.newBuilder()
                                .addDataPoints(io.opentelemetry.proto.metrics.v1.HistogramDataPoint.newBuilder()
                                        .addAllBucketCounts(List.of(1L, 2L))
                                        .addExplicitBounds(0.5)))
                        .build());
    }

    private static ExportMetricsServiceRequest request(Resource resource, String scope, Metric... metrics) {
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(resource)
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .setScope(InstrumentationScope.newBuilder()
                                        .setName(scope)
                                        .setVersion("1.2.3"))
                                .addAllMetrics(Arrays.asList(metrics))))
                .build();
    }

    private static Metric sum(String name, NumberDataPoint... points) {
        return Metric.newBuilder()
                .setName(name)
                .setSum(Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addAllDataPoints(Arrays.asList(points)))
                .build();
    }

    private static Metric gauge(String name, NumberDataPoint... points) {
        return Metric.newBuilder()
                .setName(name)
                .setGauge(Gauge.newBuilder().addAllDataPoints(Arrays.asList(points)))
                .build();
    }

    private static NumberDataPoint point(long value, String... attributes) {
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder()
                .setStartTimeUnixNano(STARTED.getEpochSecond() * 1_000_000_000)
                .setTimeUnixNano(REPORTED.getEpochSecond() * 1_000_000_000)
                .setAsInt(value);
        for (int i = 0; i < attributes.length; i += 2) {
            point.addAttributes(attribute(attributes[i], attributes[i + 1]));
        }
        return point.build();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
