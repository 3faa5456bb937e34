// SPDX-License-Identifier: Apache-2.0
package dapper.sampling;

/**
 * The rejection threshold T of consistent probability sampling: a trace is kept iff {@code R >= T}, so T of 2^56
 * possible values of R are refused. In the terms of the Dapper paper, the hash is {@code z = 2^56 - 1 - R}.
 *
 * <p>{@code th} carries four significant hexadecimal digits by default. They begin after the leading digits {@code f},
 * otherwise small probabilities would lose their precision. A decision must use the shortened T, because readers that
 * count the trace see only this value.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/">specification</a>
 */
public final class Threshold {
    /** Keeps everything. */
    public static final long KEEP_ALL = 0;

    /** Keeps nothing: one more than the largest R. It has no text, because no span is left to carry it. */
    public static final long KEEP_NONE = 1L << 56;

    /** Hexadecimal digits of R and T. */
    static final int DIGITS = 14;

    private static final int PRECISION = 4;

    private Threshold() {}

    /** @param probability 0 to 1; below 2^-56 it counts as 0 */
    public static long of(double probability) {
        if (probability * KEEP_NONE < 1) {
            return KEEP_NONE;
        }
        if (probability >= 1) {
            return KEEP_ALL;
        }
        long exact = KEEP_NONE - Math.round(probability * KEEP_NONE);
        int shift = 4 * (DIGITS - Math.min(DIGITS, leadingDigits(exact) + PRECISION));
        if (shift == 0) {
            return exact;
        }
        long rounded = (exact + (1L << (shift - 1))) >> shift << shift;
        return rounded == KEEP_NONE ? exact : rounded;
    }

    /** The number of leading {@code f} among the 14 hexadecimal digits. */
    private static int leadingDigits(long threshold) {
        return Long.numberOfLeadingZeros(~(threshold << 8)) / 4;
    }

    /** Returns the probability, 0 to 1, with which a trace is kept. */
    public static double probability(long threshold) {
        return (double) (KEEP_NONE - threshold) / KEEP_NONE;
    }

    /** The value of {@code th}: 1 to 14 hexadecimal digits without trailing zeros. */
    public static String toText(long threshold) {
        if (threshold == KEEP_ALL) {
            return "0";
        }
        // The leading 1 keeps leading zeros.
        String digits = Long.toHexString(threshold | KEEP_NONE).substring(1);
        int end = DIGITS;
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }
}
