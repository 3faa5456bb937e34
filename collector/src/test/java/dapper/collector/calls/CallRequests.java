// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Arrays;
import java.util.List;

/** Requests with counted calls as agents and SDKs send them. */
final class CallRequests {
    static final long SECOND = 1_000_000_000L;
    /** A moment not long ago. */
    static final long T0 = System.currentTimeMillis() / 60_000 * 60 * SECOND - 120 * SECOND;

    private CallRequests() {}

    static ExportMetricsServiceRequest request(Resource resource, Metric... metrics) {
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(resource)
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .setScope(InstrumentationScope.newBuilder().setName("dapper.calls"))
                                .addAllMetrics(Arrays.asList(metrics))))
                .build();
    }

    static Resource shop() {
        return Resource.newBuilder()
                .addAllAttributes(attributes(
                        "service.name",
                        "shop",
                        "service.instance.id",
                        "i-1",
                        "service.version",
                        "7",
                        "telemetry.sdk.language",
                        "java",
                        "telemetry.distro.name",
                        "dapper",
                        "telemetry.distro.version",
                        "0.1"))
                .build();
    }

    /** As our agent makes it: delta, scale 3. */
    static Metric exponential(String name, ExponentialHistogramDataPoint... points) {
        return Metric.newBuilder()
                .setName(name)
                .setUnit("s")
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .addAllDataPoints(Arrays.asList(points)))
                .build();
    }

    static ExponentialHistogramDataPoint.Builder exponentialPoint(int scale, int offset, Long... counts) {
        ExponentialHistogramDataPoint.Builder point = ExponentialHistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(T0)
                .setTimeUnixNano(T0 + 10 * SECOND)
                .setScale(scale)
                .setCount(Arrays.stream(counts).mapToLong(Long::longValue).sum());
        point.getPositiveBuilder().setOffset(offset).addAllBucketCounts(Arrays.asList(counts));
        return point;
    }

    static Metric explicit(String name, String unit, AggregationTemporality temporality, HistogramDataPoint... points) {
        return Metric.newBuilder()
                .setName(name)
                .setUnit(unit)
                .setHistogram(Histogram.newBuilder()
                        .setAggregationTemporality(temporality)
                        .addAllDataPoints(Arrays.asList(points)))
                .build();
    }

    static HistogramDataPoint.Builder explicitPoint(List<Double> bounds, Long... counts) {
        return HistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(T0)
                .setTimeUnixNano(T0 + 60 * SECOND)
                .setCount(Arrays.stream(counts).mapToLong(Long::longValue).sum())
                .addAllExplicitBounds(bounds)
                .addAllBucketCounts(Arrays.asList(counts));
    }

    static Exemplar exemplar(double value) {
        return Exemplar.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2}))
                .setSpanId(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, 3}))
                .setTimeUnixNano(T0 + SECOND)
                .setAsDouble(value)
                .build();
    }

    /** @param pairs key, value, key, value... */
    static List<KeyValue> attributes(String... pairs) {
        List<KeyValue> attributes = new java.util.ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            attributes.add(KeyValue.newBuilder()
                    .setKey(pairs[i])
                    .setValue(AnyValue.newBuilder().setStringValue(pairs[i + 1]))
                    .build());
        }
        return attributes;
    }
}
