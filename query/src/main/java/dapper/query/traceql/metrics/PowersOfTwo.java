// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

/**
 * The buckets of {@code histogram_over_time}: the upper bound of each, which belongs to it, is a power of two, as in
 * Tempo. Zero has its own, and a negative number is below minus the greatest power of two that is not greater than its
 * magnitude.
 */
final class PowersOfTwo {
    static final String LABEL = "__bucket";

    private PowersOfTwo() {}

    /** @param value finite */
    static double bound(double value) {
        if (value == 0) {
            return 0;
        }
        double below = Math.scalb(1.0, Math.max(Math.getExponent(value), Double.MIN_EXPONENT));
        if (value < 0) {
            return -below;
        }
        return below >= value ? below : 2 * below;
    }
}
