// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A report of the agent as a map: {@code name{key=value}} to number. */
record Report(Map<String, Number> values) {

    static Report of(ExportMetricsServiceRequest request) {
        Map<String, Number> values = new TreeMap<>();
        for (Metric metric : request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList()) {
            for (NumberDataPoint point :
                    metric.hasSum() ? sum(metric) : metric.getGauge().getDataPointsList()) {
                assertThat(point.getTimeUnixNano()).isPositive();
                Number value = point.getAsDouble();
                if (point.hasAsInt()) {
                    value = point.getAsInt();
                }
                values.put(metric.getName() + attributes(point), value);
            }
        }
        return new Report(values);
    }

    private static Iterable<NumberDataPoint> sum(Metric metric) {
        assertThat(metric.getSum().getIsMonotonic()).isTrue();
        assertThat(metric.getSum().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        assertThat(metric.getSum().getDataPointsList())
                .allSatisfy(point -> assertThat(point.getStartTimeUnixNano())
                        .isPositive()
                        .isLessThanOrEqualTo(point.getTimeUnixNano()));
        return metric.getSum().getDataPointsList();
    }

    private static String attributes(NumberDataPoint point) {
        return point.getAttributesList().stream()
                .map(attribute ->
                        attribute.getKey() + "=" + attribute.getValue().getStringValue())
                .collect(Collectors.joining(",", "{", "}"))
                .replace("{}", "");
    }

    long count(String name) {
        return values.get(name).longValue();
    }

    long dropped() {
        return values.entrySet().stream()
                .filter(each -> each.getKey().startsWith("dapper.agent.spans.dropped{"))
                .mapToLong(each -> each.getValue().longValue())
                .sum();
    }

    void assertNothingUnaccountedFor() {
        assertThat(count("dapper.agent.spans.recorded"))
                .isEqualTo(count("dapper.agent.spans.exported") + dropped() + count("dapper.agent.spans.queued"));
    }
}
