// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.ArrayList;
import java.util.List;

/** The calls between two points of a cumulative series. Their shortest and longest duration are not known. */
final class Difference {
    private Difference() {}

    /** @throws RefusedPointException if the later point has less calls somewhere, or other bounds */
    static HistogramDataPoint of(HistogramDataPoint later, HistogramDataPoint earlier) throws RefusedPointException {
        if (!later.getExplicitBoundsList().equals(earlier.getExplicitBoundsList())
                || later.getBucketCountsCount() != earlier.getBucketCountsCount()) {
            throw new RefusedPointException(Refusal.MALFORMED);
        }
        HistogramDataPoint.Builder difference = later.toBuilder()
                .setStartTimeUnixNano(earlier.getTimeUnixNano())
                .setCount(notNegative(later.getCount() - earlier.getCount()))
                .setSum(later.getSum() - earlier.getSum())
                .clearMin()
                .clearMax();
        for (int i = 0; i < later.getBucketCountsCount(); i++) {
            difference.setBucketCounts(i, notNegative(later.getBucketCounts(i) - earlier.getBucketCounts(i)));
        }
        return difference.build();
    }

    /**
     * The same for exponential histograms, at the coarser of their scales.
     *
     * @throws RefusedPointException if the later point has less calls somewhere
     */
    static ExponentialHistogramDataPoint of(ExponentialHistogramDataPoint later, ExponentialHistogramDataPoint earlier)
            throws RefusedPointException {
        int scale = Math.min(later.getScale(), earlier.getScale());
        Buckets to = coarser(later, later.getScale() - scale);
        Buckets from = coarser(earlier, earlier.getScale() - scale);
        List<Long> counts = new ArrayList<>(to.getBucketCountsList());
        for (int i = 0; i < from.getBucketCountsCount(); i++) {
            long calls = from.getBucketCounts(i);
            int index = from.getOffset() + i - to.getOffset();
            if (calls == 0) {
                continue;
            }
            if (index < 0 || index >= counts.size()) {
                throw new RefusedPointException(Refusal.MALFORMED);
            }
            counts.set(index, notNegative(counts.get(index) - calls));
        }
        return later.toBuilder()
                .setStartTimeUnixNano(earlier.getTimeUnixNano())
                .setScale(scale)
                .setCount(notNegative(later.getCount() - earlier.getCount()))
                .setZeroCount(notNegative(later.getZeroCount() - earlier.getZeroCount()))
                .setSum(later.getSum() - earlier.getSum())
                .setPositive(Buckets.newBuilder().setOffset(to.getOffset()).addAllBucketCounts(counts))
                .clearMin()
                .clearMax()
                .build();
    }

    private static Buckets coarser(ExponentialHistogramDataPoint point, int by) {
        Buckets fine = point.getPositive();
        if (by == 0 || fine.getBucketCountsCount() == 0) {
            return fine;
        }
        int shift = Math.min(by, Integer.SIZE - 1);
        int offset = fine.getOffset() >> shift;
        int last = (fine.getOffset() + fine.getBucketCountsCount() - 1) >> shift;
        long[] counts = new long[last - offset + 1];
        for (int i = 0; i < fine.getBucketCountsCount(); i++) {
            counts[((fine.getOffset() + i) >> shift) - offset] += fine.getBucketCounts(i);
        }
        Buckets.Builder coarse = Buckets.newBuilder().setOffset(offset);
        for (long count : counts) {
            coarse.addBucketCounts(count);
        }
        return coarse.build();
    }

    private static long notNegative(long count) throws RefusedPointException {
        if (count < 0) {
            throw new RefusedPointException(Refusal.MALFORMED);
        }
        return count;
    }
}
