// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The calls in all intervals as a map: {@code name{key=value}} to number. A repeated interval counts once. */
record CallCounts(Map<String, Long> calls) {

    static CallCounts of(List<ExportMetricsServiceRequest> requests) {
        Map<String, Long> calls = new TreeMap<>();
        Set<Long> starts = new HashSet<>();
        for (ExportMetricsServiceRequest request : requests) {
            ScopeMetrics scope = request.getResourceMetrics(0).getScopeMetrics(0);
            long start = scope.getMetrics(0)
                    .getExponentialHistogram()
                    .getDataPoints(0)
                    .getStartTimeUnixNano();
            if (starts.add(start)) {
                scope.getMetricsList().forEach(metric -> add(metric, start, calls));
            }
        }
        return new CallCounts(calls);
    }

    private static void add(Metric metric, long start, Map<String, Long> calls) {
        for (ExponentialHistogramDataPoint point :
                metric.getExponentialHistogram().getDataPointsList()) {
            assertThat(point.getStartTimeUnixNano()).isEqualTo(start).isLessThan(point.getTimeUnixNano());
            assertThat(point.getPositive().getBucketCountsList().stream()
                                    .mapToLong(Long::longValue)
                                    .sum()
                            + point.getZeroCount())
                    .isEqualTo(point.getCount());
            calls.merge(metric.getName() + attributes(point), point.getCount(), Long::sum);
        }
    }

    private static String attributes(ExponentialHistogramDataPoint point) {
        return point.getAttributesList().stream().map(CallCounts::attribute).collect(Collectors.joining(",", "{", "}"));
    }

    private static String attribute(KeyValue attribute) {
        AnyValue value = attribute.getValue();
        return attribute.getKey() + "="
                + (value.hasIntValue() ? String.valueOf(value.getIntValue()) : value.getStringValue());
    }

    /** All calls of one metric. */
    long total(String metric) {
        return calls.entrySet().stream()
                .filter(each -> each.getKey().startsWith(metric + "{"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
