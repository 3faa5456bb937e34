// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

/**
 * The rejection threshold T of a sampling probability p: (1 - p) * 2^56, shortened to the digits in {@code th}.
 *
 * <p>{@code th} carries four significant hexadecimal digits by default (OpenTelemetry,
 * tracestate-probability-sampling). The significant digits begin after the leading digits {@code f}, otherwise small
 * probabilities would lose their precision. The decision must use the shortened T, because readers that count the trace
 * see only this value.
 */
final class Thresholds {
    private static final int RANDOM_BITS = 56;
    private static final long ALL = 1L << RANDOM_BITS;
    private static final int PRECISION = 4;

    /** Above every R: nothing is kept. */
    static final long NEVER = ALL;

    private Thresholds() {}

    /** @param probability 0 to 1; below 2^-56 it counts as 0 */
    static long forProbability(double probability) {
        if (probability * ALL < 1) {
            return NEVER;
        }
        if (probability >= 1) {
            return 0;
        }
        long exact = ALL - Math.round(probability * ALL);
        int shift = RANDOM_BITS - 4 * Math.min(14, leadingDigits(exact) + PRECISION);
        if (shift == 0) {
            return exact;
        }
        long rounded = (exact + (1L << (shift - 1))) >> shift << shift;
        return rounded == ALL ? exact : rounded;
    }

    /** The number of leading {@code f} among the 14 hexadecimal digits. */
    private static int leadingDigits(long threshold) {
        return Long.numberOfLeadingZeros(~(threshold << (64 - RANDOM_BITS))) / 4;
    }
}
