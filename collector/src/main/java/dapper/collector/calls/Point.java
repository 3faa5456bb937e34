// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import dapper.storage.TraceId;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.Durations;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A data point of either kind of histogram, with durations in seconds.
 *
 * @param startUnixNanos before the end
 */
record Point(List<KeyValue> attributes, long startUnixNanos, long endUnixNanos, CallSeries series) {
    /** So that no sum of counts overflows. */
    private static final long MOST_CALLS = 1L << 40;

    private static final double LONGEST_SECONDS = 1e9;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    /** @throws RefusedPointException for a point that no SDK makes */
    static Point of(HistogramDataPoint point, double units) throws RefusedPointException {
        check(point.getCount(), point.getBucketCountsList());
        int bounds = point.getExplicitBoundsCount();
        // A point without buckets has count and sum only.
        if (point.getBucketCountsCount() != bounds + 1 || bounds == 0) {
            throw new RefusedPointException(Refusal.MALFORMED);
        }
        Extent extent = new Extent(
                point.hasMin() ? point.getMin() / units : 0, point.hasMax() ? point.getMax() / units : LONGEST_SECONDS);
        CallSeries series = new CallSeries();
        double from = 0;
        for (int i = 0; i <= bounds; i++) {
            double to = i < bounds ? point.getExplicitBounds(i) / units : LONGEST_SECONDS;
            if (!(to >= from)) {
                throw new RefusedPointException(Refusal.MALFORMED);
            }
            // Nothing is known of the durations above the last bound without the longest one.
            double end = i < bounds || point.hasMax() ? to : from;
            extent.add(series.durations(), from, end, point.getBucketCounts(i));
            from = to;
        }
        extent.finish(series.durations(), point.getSum() / units);
        exemplars(point.getExemplarsList(), units, series);
        return new Point(point.getAttributesList(), point.getStartTimeUnixNano(), point.getTimeUnixNano(), series);
    }

    /** @throws RefusedPointException for a point that no SDK makes */
    static Point of(ExponentialHistogramDataPoint point, double units) throws RefusedPointException {
        List<Long> counts = point.getPositive().getBucketCountsList();
        check(point.getCount() - point.getZeroCount(), counts);
        if (point.getScale() < -10 || point.getScale() > 20 || point.getZeroCount() < 0) {
            throw new RefusedPointException(Refusal.MALFORMED);
        }
        Extent extent = new Extent(
                point.hasMin() ? point.getMin() / units : 0, point.hasMax() ? point.getMax() / units : LONGEST_SECONDS);
        CallSeries series = new CallSeries();
        series.durations().addBucket(Durations.LEAST, point.getZeroCount());
        long offset = point.getPositive().getOffset();
        int finer = point.getScale() - Durations.SCALE;
        for (int i = 0; i < counts.size(); i++) {
            if (finer >= 0 && units == 1) {
                series.durations().addBucket(clamped((offset + i) >> finer), counts.get(i));
            } else {
                double octaves = Math.pow(2, -point.getScale());
                extent.add(
                        series.durations(),
                        Math.pow(2, (offset + i) * octaves) / units,
                        Math.min(LONGEST_SECONDS, Math.pow(2, (offset + i + 1) * octaves) / units),
                        counts.get(i));
            }
        }
        extent.finish(series.durations(), point.getSum() / units);
        exemplars(point.getExemplarsList(), units, series);
        return new Point(point.getAttributesList(), point.getStartTimeUnixNano(), point.getTimeUnixNano(), series);
    }

    private static int clamped(long bucket) {
        return (int) Math.max(Durations.LEAST, Math.min(Durations.MOST, bucket));
    }

    private static void check(long count, List<Long> counts) throws RefusedPointException {
        long sum = 0;
        for (long each : counts) {
            if (each < 0 || each > MOST_CALLS || sum > MOST_CALLS) {
                throw new RefusedPointException(Refusal.MALFORMED);
            }
            sum += each;
        }
        if (sum != count) {
            throw new RefusedPointException(Refusal.MALFORMED);
        }
    }

    private static void exemplars(List<Exemplar> exemplars, double units, CallSeries series) {
        for (Exemplar exemplar : exemplars) {
            double seconds = (exemplar.hasAsInt() ? (double) exemplar.getAsInt() : exemplar.getAsDouble()) / units;
            if (exemplar.getTraceId().size() == TRACE_ID_BYTES
                    && exemplar.getSpanId().size() == SPAN_ID_BYTES
                    && seconds >= 0
                    && seconds < LONGEST_SECONDS) {
                ByteBuffer trace = exemplar.getTraceId().asReadOnlyByteBuffer();
                series.add(new CallExemplar(
                        new TraceId(trace.getLong(), trace.getLong()),
                        exemplar.getSpanId().asReadOnlyByteBuffer().getLong(),
                        exemplar.getTimeUnixNano(),
                        (long) (seconds * 1e9)));
            }
        }
    }

    /** The shortest and the longest duration: those of the point, or the bounds of its buckets. */
    private static final class Extent {
        private final double min;
        private final double max;

        Extent(double min, double max) {
            this.min = Double.isFinite(min) ? Math.max(0, min) : 0;
            this.max = Double.isFinite(max) ? Math.max(0, Math.min(LONGEST_SECONDS, max)) : LONGEST_SECONDS;
        }

        void add(Durations durations, double from, double to, long calls) {
            double end = Math.min(to, max);
            durations.addRange(Math.min(Math.max(from, min), end), end, calls);
        }

        void finish(Durations durations, double sumSeconds) {
            if (durations.count() == 0) {
                return;
            }
            int[] ends = {Integer.MAX_VALUE, 0};
            durations.forEach((bucket, calls) -> {
                ends[0] = Math.min(ends[0], bucket);
                ends[1] = bucket;
            });
            double shortest = min > 0 ? min : Durations.upperSeconds(ends[0] - 1);
            double longest = max < LONGEST_SECONDS ? max : Durations.upperSeconds(ends[1]);
            double sum = sumSeconds >= 0 && sumSeconds < LONGEST_SECONDS * LONGEST_SECONDS ? sumSeconds : 0;
            durations.addExtent((long) (sum * 1e9), (long) (Math.min(shortest, longest) * 1e9), (long)
                    (Math.max(shortest, longest) * 1e9));
        }
    }
}
