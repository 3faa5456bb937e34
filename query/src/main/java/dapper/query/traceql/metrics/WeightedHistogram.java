// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;


import java.util.Map;
import java.util.TreeMap;

/**
 * The distribution of weighted values, for quantiles with a relative error of at most one percent: an exponential
 * histogram, in which each bucket is 2 % wider than the one before (DDSketch, Masson, Rim and Lee, 2019).
 */
final class WeightedHistogram {
    /** A little less than promised, because logarithms are rounded. */
    private static final double ERROR = 0.0099;

    private static final double GROWTH = (1 + ERROR) / (1 - ERROR);
    private static final double LOG_GROWTH = Math.log(GROWTH);

    /** Values nearer to zero count as zero. */
    private static final double LEAST = 1e-300;

    /** Bucket 0 is zero, b > 0 holds values of about GROWTH^(b - OFFSET), -b holds their negatives. */
    private static final int OFFSET = 40_000;

    private final TreeMap<Integer, Double> buckets = new TreeMap<>();
    private double total;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** @param value finite */
    static int bucket(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < LEAST) {
            return 0;
        }
        int bucket = (int) Math.ceil(Math.log(magnitude) / LOG_GROWTH) + OFFSET;
        return value < 0 ? -bucket : bucket;
    }

    boolean hasBucket(int bucket) {
        return buckets.containsKey(bucket);
    }

    void add(double value, double weight) {
        buckets.merge(bucket(value), weight, Double::sum);
        total += weight;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
    }

    /**
     * Returns about the least value for which it and all smaller ones have this part of the whole weight.
     *
     * @param quantile from 0 to 1
     */
    double quantile(double quantile) {
        double wanted = quantile * total;
        double passed = 0;
        for (Map.Entry<Integer, Double> bucket : buckets.entrySet()) {
            passed += bucket.getValue();
            if (passed >= wanted) {
                return Math.max(least, Math.min(greatest, value(bucket.getKey())));
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
