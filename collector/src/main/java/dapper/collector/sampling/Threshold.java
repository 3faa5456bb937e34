// SPDX-License-Identifier: Apache-2.0
package dapper.collector.sampling;

/**
 * Rejection thresholds T of OpenTelemetry's consistent probability sampling, as numbers and as the text of {@code th}.
 *
 * <p>A trace with 56 random bits R is kept if {@code R >= T}, so T of 2^56 possible values are refused and each kept
 * trace counts for {@code 2^56 / (2^56 - T)}. In the terms of the Dapper paper, the hash is {@code z = 2^56 - 1 - R}.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/">specification</a>
 */
public final class Threshold {
    /** Keeps everything. */
    public static final long KEEP_ALL = 0;

    /** Keeps nothing: one more than the largest R. It has no text, because no span is left to carry it. */
    public static final long KEEP_NONE = 1L << 56;

    private static final int DIGITS = 14;
    private static final int PRECISION = 4;
    private static final long FRACTION_BITS = (1L << 52) - 1;

    private Threshold() {}

    /**
     * Returns the threshold for a probability, with four significant digits as OpenTelemetry recommends. The compared
     * threshold is the written one, so that counts stay exact.
     *
     * @param probability 0 to 1
     */
    public static long of(double probability) {
        if (probability >= 1) {
            return KEEP_ALL;
        }
        if (probability <= 0) {
            return KEEP_NONE;
        }
        // Leading digits f express how small the probability is; they do not count as precision.
        int leading = Math.floorDiv(Math.getExponent(probability) + 1, -4);
        int digits = Math.max(1, Math.min(12, PRECISION + leading));
        // 1 + the probability of rejection lies in [1, 2): its 52 fraction bits are 13 of the hexadecimal digits.
        double rejection = 2 - probability + Math.scalb(0.5, -4 * digits);
        long fraction = rejection >= 2 ? FRACTION_BITS : Double.doubleToRawLongBits(rejection) & FRACTION_BITS;
        return fraction << 4 & -1L << 4 * (DIGITS - digits);
    }

    /** Returns the number of traces that each kept trace represents. */
    public static double adjustedCount(long threshold) {
        return (double) KEEP_NONE / (KEEP_NONE - threshold);
    }

    /** 1 to 14 hexadecimal digits without trailing zeros. */
    static String toText(long threshold) {
        if (threshold == KEEP_ALL) {
            return "0";
        }
        // The leading 1 keeps leading zeros.
        String digits = Long.toHexString(KEEP_NONE | threshold).substring(1);
        int end = DIGITS;
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }

    /** Reads {@code text[from, to)}: 1 to 14 lower-case hexadecimal digits; -1 for anything else. */
    static long parse(String text, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value << 4 * (DIGITS - digits);
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
