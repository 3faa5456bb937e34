// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Reports of counted calls, as an agent sends them each ten seconds: 40 series of 20 buckets each, of 20 operations. */
final class CallReports {
    static final int SERIES = 40;
    static final long SECONDS = 10;
    private static final int BUCKETS = 20;

    private final Random random = new Random(1);

    /** @param startUnixNanos of the ten seconds */
    ExportMetricsServiceRequest of(String service, String process, long startUnixNanos) {
        ExponentialHistogram.Builder histogram = ExponentialHistogram.newBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
        for (int series = 0; series < SERIES; series++) {
            histogram.addDataPoints(point(series, startUnixNanos));
        }
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(text("service.name", service))
                                .addAttributes(text("service.instance.id", process)))
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder()
                                        .setName("http.server.request.duration")
                                        .setUnit("s")
                                        .setExponentialHistogram(histogram))))
                .build();
    }

    private ExponentialHistogramDataPoint.Builder point(int series, long startUnixNanos) {
        ExponentialHistogramDataPoint.Builder point = ExponentialHistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(startUnixNanos)
                .setTimeUnixNano(startUnixNanos + TimeUnit.SECONDS.toNanos(SECONDS))
                .setScale(3)
                .setSum(5)
                .setMin(0.001)
                .setMax(2)
                .addAttributes(text("dapper.operation", "GET /orders/{id}/part" + series / 2))
                .addAttributes(text("http.request.method", "GET"))
                .addAttributes(text("http.response.status_code", series % 2 == 0 ? "200" : "500"));
        long count = 0;
        point.getPositiveBuilder().setOffset(-40);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int calls = random.nextInt(30);
            point.getPositiveBuilder().addBucketCounts(calls);
            count += calls;
        }
        return point.setCount(count);
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
