// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.smoke.run.Http;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.net.http.HttpResponse;
import java.util.List;

/** Calls that a service has counted around the present minute, so that an alert needs not wait for one to pass. */
final class CountedCalls {
    static final String SERVICE = "hard-counted";

    private static final long MINUTE = 60_000_000_000L;

    private CountedCalls() {}

    /** Sends 100 calls a minute, 10 of which failed. */
    static void send(String collector) {
        long minute = System.currentTimeMillis() * 1_000_000 / MINUTE * MINUTE;
        Histogram.Builder calls =
                Histogram.newBuilder().setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
        for (long start = minute - 5 * MINUTE; start < minute + 3 * MINUTE; start += MINUTE) {
            calls.addDataPoints(point(start, 90, text("http.route", "/pay")));
            calls.addDataPoints(point(start, 10, text("http.route", "/pay"), text("error.type", "500")));
        }
        byte[] request = ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(text("service.name", SERVICE))
                                .addAttributes(text("service.instance.id", "one")))
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder()
                                        .setName("http.server.request.duration")
                                        .setUnit("s")
                                        .setHistogram(calls))))
                .build()
                .toByteArray();
        HttpResponse<String> answer = Http.post(collector + "/v1/metrics", "application/x-protobuf", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HistogramDataPoint point(long start, long count, KeyValue... attributes) {
        return HistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(start)
                .setTimeUnixNano(start + MINUTE)
                .setCount(count)
                .setSum(count * 0.09)
                .addExplicitBounds(0.1)
                .addBucketCounts(count)
                .addBucketCounts(0)
                .addAttributes(text("http.request.method", "POST"))
                .addAllAttributes(List.of(attributes))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
