// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import java.util.Arrays;

/**
 * The distribution of weighted values, for quantiles with a relative error of at most one percent: an exponential
 * histogram, in which each bucket is 2 % wider than the one before (DDSketch, Masson, Rim and Lee, 2019).
 */
final class WeightedHistogram {
    /** Buckets that take about the memory of one part of the {@link State}. */
    static final int BUCKETS_OF_A_PART = 8;

    /** A little less than promised, because logarithms are rounded. */
    private static final double ERROR = 0.0099;

    private static final double GROWTH = (1 + ERROR) / (1 - ERROR);
    private static final double LOG_GROWTH = Math.log(GROWTH);

    /** Values nearer to zero count as zero. */
    private static final double LEAST = 1e-300;

    /** Bucket 0 is zero, b > 0 holds values of about GROWTH^(b - OFFSET), -b holds their negatives. */
    private static final int OFFSET = 40_000;

    /** In order. */
    private int[] buckets = new int[BUCKETS_OF_A_PART];

    private double[] weights = new double[BUCKETS_OF_A_PART];
    private int size;
    private double total;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    private static int bucket(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < LEAST) {
            return 0;
        }
        int bucket = (int) Math.ceil(Math.log(magnitude) / LOG_GROWTH) + OFFSET;
        return value < 0 ? -bucket : bucket;
    }

    /** Returns whether a value needs more memory, for {@value #BUCKETS_OF_A_PART} buckets. */
    boolean mustGrowFor(double value) {
        return size == buckets.length && Arrays.binarySearch(buckets, 0, size, bucket(value)) < 0;
    }

    /** @param value finite */
    void add(double value, double weight) {
        int bucket = bucket(value);
        int at = Arrays.binarySearch(buckets, 0, size, bucket);
        if (at < 0) {
            at = -at - 1;
            insert(at, bucket);
        }
        weights[at] += weight;
        total += weight;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
    }

    private void insert(int at, int bucket) {
        if (size == buckets.length) {
            buckets = Arrays.copyOf(buckets, size + BUCKETS_OF_A_PART);
            weights = Arrays.copyOf(weights, size + BUCKETS_OF_A_PART);
        }
        System.arraycopy(buckets, at, buckets, at + 1, size - at);
        System.arraycopy(weights, at, weights, at + 1, size - at);
        buckets[at] = bucket;
        weights[at] = 0;
        size++;
    }

    /**
     * Returns about the least value for which it and all smaller ones have this part of the whole weight; the least and
     * the greatest value are exact.
     *
     * @param quantile from 0 to 1
     */
    double quantile(double quantile) {
        if (quantile == 0 || quantile == 1) {
            return quantile == 0 ? least : greatest;
        }
        double wanted = quantile * total;
        double passed = 0;
        for (int i = 0; i < size; i++) {
            passed += weights[i];
            if (passed >= wanted) {
                return Math.max(least, Math.min(greatest, value(buckets[i])));
            }
        }
        return greatest;
    }

    /** The value from which both ends of the bucket differ by the same part. */
    private static double value(int bucket) {
        if (bucket == 0) {
            return 0;
        }
        double magnitude = Math.exp((Math.abs(bucket) - OFFSET) * LOG_GROWTH) * 2 / (GROWTH + 1);
        return bucket < 0 ? -magnitude : magnitude;
    }
}
