// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import static dapper.collector.calls.CallRequests.SECOND;
import static dapper.collector.calls.CallRequests.T0;
import static dapper.collector.calls.CallRequests.attributes;
import static dapper.collector.calls.CallRequests.explicit;
import static dapper.collector.calls.CallRequests.explicitPoint;
import static dapper.collector.calls.CallRequests.request;
import static dapper.collector.calls.CallRequests.shop;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.collector.Collector;
import dapper.collector.Collectors;
import dapper.collector.RecordingCalls;
import dapper.collector.RecordingWriter;
import dapper.storage.calls.CallReport;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cumulative series, sent to two collectors on one store. */
@Timeout(180)
class CumulativeCallsTest {
    private static final List<Double> BOUNDS = List.of(0.1, 1.0);

    private final RecordingCalls storage = new RecordingCalls();
    private final Collector one = Collectors.start(new RecordingWriter(), storage);
    private final Collector other = Collectors.start(new RecordingWriter(), storage);
    private final ManagedChannel toOne = channel(one);
    private final ManagedChannel toOther = channel(other);

    private static ManagedChannel channel(Collector collector) {
        return NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void close() {
        toOne.shutdownNow();
        toOther.shutdownNow();
        one.close();
        other.close();
    }

    private static ExportMetricsServiceResponse send(ManagedChannel to, HistogramDataPoint... points) {
        return send(
                to,
                request(
                        shop(),
                        explicit("http.server.request.duration", "s", AGGREGATION_TEMPORALITY_CUMULATIVE, points)));
    }

    private static ExportMetricsServiceResponse send(ManagedChannel to, ExportMetricsServiceRequest request) {
        return MetricsServiceGrpc.newBlockingStub(to).export(request);
    }

    private static HistogramDataPoint point(long start, long end, Long... counts) {
        return explicitPoint(BOUNDS, counts)
                .setStartTimeUnixNano(start)
                .setTimeUnixNano(end)
                .setSum(counts[0] * 0.05)
                .addAllAttributes(attributes("http.request.method", "GET", "http.route", "/"))
                .build();
    }

    /** Interval and buckets of each report. */
    private List<String> reports() {
        return storage.reports().stream()
                .map(report -> (report.startUnixNanos() - T0) / SECOND + ".." + (report.endUnixNanos() - T0) / SECOND
                        + ": " + calls(report))
                .toList();
    }

    private static long calls(CallReport report) {
        return report.series().values().stream()
                .mapToLong(series -> series.durations().count())
                .sum();
    }

    @Test
    void countsWhatIsNewInEachPointWhicheverCollectorGetsIt() {
        send(toOne, point(T0, T0 + 10 * SECOND, 2L, 1L, 0L));
        send(toOther, point(T0, T0 + 20 * SECOND, 2L, 5L, 1L));
        send(toOne, point(T0, T0 + 30 * SECOND, 3L, 5L, 1L));
        send(toOther, point(T0, T0 + 40 * SECOND, 3L, 5L, 1L));

        assertThat(reports()).containsExactly("0..10: 3", "10..20: 5", "20..30: 1");
        assertThat(storage.reports()
                        .get(1)
                        .series()
                        .values()
                        .iterator()
                        .next()
                        .durations()
                        .countUpTo(0.1))
                .isZero();
    }

    @Test
    void countsARepeatedOrLatePointOnce() {
        send(toOne, point(T0, T0 + 10 * SECOND, 1L, 0L, 0L));
        send(toOther, point(T0, T0 + 10 * SECOND, 1L, 0L, 0L));
        send(toOther, point(T0, T0 + 20 * SECOND, 3L, 0L, 0L));
        send(toOne, point(T0, T0 + 10 * SECOND, 1L, 0L, 0L));
        send(toOne, point(T0, T0 + 30 * SECOND, 4L, 0L, 0L));

        assertThat(reports()).containsExactly("0..10: 1", "10..20: 2", "20..30: 1");
    }

    @Test
    void aProcessThatBeginsAnewCountsFromZero() {
        send(toOne, point(T0 - 60 * SECOND, T0, 9L, 0L, 0L));
        send(toOne, point(T0 + 5 * SECOND, T0 + 20 * SECOND, 3L, 0L, 0L));
        send(toOther, point(T0 + 5 * SECOND, T0 + 30 * SECOND, 5L, 0L, 0L));

        assertThat(reports()).containsExactly("-60..0: 9", "5..20: 3", "20..30: 2");
    }

    @Test
    void theFirstPointOfAnOldSeriesIsOnlyTheBase() {
        send(toOne, point(T0 - 86_400 * SECOND, T0, 1_000_000L, 0L, 0L));
        send(toOne, point(T0 - 86_400 * SECOND, T0 + 10 * SECOND, 1_000_002L, 0L, 0L));

        assertThat(reports()).containsExactly("0..10: 2");
    }

    @Test
    void rejectsAPointWithFewerCallsAndGoesOnFromIt() {
        send(toOne, point(T0, T0 + 10 * SECOND, 5L, 0L, 0L));
        assertThat(send(toOne, point(T0, T0 + 20 * SECOND, 4L, 0L, 0L))
                        .getPartialSuccess()
                        .getRejectedDataPoints())
                .isEqualTo(1);
        send(toOne, point(T0, T0 + 30 * SECOND, 6L, 0L, 0L));

        assertThat(reports()).containsExactly("0..10: 5", "20..30: 2");
    }

    @Test
    void comparesExponentialHistogramsOfDifferentScales() {
        send(toOne, request(shop(), exponential(5, 0, T0 + 10 * SECOND, 1L, 1L, 1L, 1L)));
        send(toOther, request(shop(), exponential(4, -1, T0 + 20 * SECOND, 1L, 2L, 3L, 0L)));

        assertThat(reports()).containsExactly("0..10: 4", "10..20: 2");
    }

    private static Metric exponential(int scale, int offset, long end, Long... counts) {
        return Metric.newBuilder()
                .setName("rpc.server.call.duration")
                .setUnit("s")
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(CallRequests.exponentialPoint(scale, offset, counts)
                                .setTimeUnixNano(end)))
                .build();
    }
}
