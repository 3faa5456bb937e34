// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.resource.Resource;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import org.junit.jupiter.api.Test;

class CallIntervalsTest {
    private static final long MINUTE = 60_000;
    private static final long NANOS = 1_000_000;

    private final SeriesTable table = new SeriesTable(10);
    private final PendingIntervals pending = new PendingIntervals(1 << 20);
    private final CallIntervals intervals =
            new CallIntervals(new CallsEncoder(table, Resource.EMPTY, "1"), pending, 10_000, (MINUTE + 3_000) * NANOS);

    private void call() {
        table.add(EndedCallDouble.request("GET /"), 1, 200, null);
    }

    /** The start and the end of the oldest interval in milliseconds after the first minute, and its calls. */
    private String next() throws Exception {
        byte[] oldest = pending.oldest();
        pending.remove(oldest, true);
        ExponentialHistogramDataPoint point = ExportMetricsServiceRequest.parseFrom(oldest)
                .getResourceMetrics(0)
                .getScopeMetrics(0)
                .getMetrics(0)
                .getExponentialHistogram()
                .getDataPoints(0);
        return millis(point.getStartTimeUnixNano()) + " to " + millis(point.getTimeUnixNano()) + ": "
                + point.getCount();
    }

    private static String millis(long nanos) {
        long after = nanos - MINUTE * NANOS;
        return after / NANOS + (after % NANOS == 0 ? "" : "+" + after % NANOS);
    }

    @Test
    void intervalsEndAtMultiplesOfTheirLength() throws Exception {
        call();
        assertThat(intervals.freezeAt(MINUTE + 10_000)).isTrue();
        assertThat(intervals.freezeAt(MINUTE + 20_000)).isFalse();
        call();
        call();
        intervals.freezeAt(MINUTE + 30_000);
        call();
        intervals.freezeNow(MINUTE + 34_500);
        call();
        intervals.freezeNow(MINUTE + 34_500);

        assertThat(next()).isEqualTo("3000 to 10000: 1");
        assertThat(next()).isEqualTo("20000 to 30000: 2");
        assertThat(next()).isEqualTo("30000 to 34500: 1");
        assertThat(next()).isEqualTo("34500 to 34500+1: 1");
        assertThat(pending.oldest()).isNull();
        assertThat(intervals.calls()).isEqualTo(5);
    }

    @Test
    void noneSpansTwoMinutesEvenIfItIsFrozenLate() throws Exception {
        call();
        intervals.freezeAt(2 * MINUTE + 10_000);
        call();
        intervals.freezeNow(3 * MINUTE + 1_000);

        assertThat(next()).isEqualTo("60000 to 70000: 1");
        assertThat(next()).isEqualTo("120000 to 121000: 1");
    }

    @Test
    void noTwoHaveOneStartEvenIfTheClockIsSetBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            call();
            intervals.freezeAt(MINUTE + 20_000);
        }

        assertThat(next()).isEqualTo("10000 to 20000: 1");
        assertThat(next()).isEqualTo("10000+1 to 20000: 1");
        assertThat(next()).isEqualTo("10000+2 to 20000: 1");
    }

    @Test
    void aSeriesWithoutCallsIsRemovedAfterSomeIntervals() {
        call();
        for (int i = 1; i <= CallsEncoder.IDLE_INTERVALS; i++) {
            intervals.freezeAt(MINUTE + i * 10_000);
            assertThat(table.size()).isOne();
        }
        intervals.freezeAt(2 * MINUTE + 10_000);
        assertThat(table.size()).isZero();

        call();
        assertThat(intervals.freezeAt(2 * MINUTE + 20_000)).isTrue();
        assertThat(intervals.calls()).isEqualTo(2);
    }
}
