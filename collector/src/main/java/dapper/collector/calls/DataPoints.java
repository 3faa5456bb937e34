// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;

/** Counts data points of all five kinds of metrics. */
public final class DataPoints {
    private DataPoints() {}

    public static long count(ScopeMetrics scope) {
        return scope.getMetricsList().stream().mapToLong(DataPoints::count).sum();
    }

    static long count(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsCount();
            case SUM -> metric.getSum().getDataPointsCount();
            case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
            case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
            case SUMMARY -> metric.getSummary().getDataPointsCount();
            case DATA_NOT_SET -> 0;
        };
    }
}
