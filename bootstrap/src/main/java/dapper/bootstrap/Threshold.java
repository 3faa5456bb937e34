// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * The rejection threshold T of consistent probability sampling in its W3C form, {@code ot=th:<hex>} (OpenTelemetry,
 * tracestate-handling): 1 to 14 hexadecimal digits of a 56-bit number, trailing zeros left out.
 */
public final class Threshold {
    private static final String KEEP_ALL = "ot=th:0";

    /** The last one encoded: T moves rarely, so nearly every root finds its text here. */
    private static volatile Encoded last = new Encoded(0, KEEP_ALL);

    private Threshold() {}

    /** The tracestate of a new trace. */
    static String traceState(long threshold) {
        Encoded encoded = last;
        if (encoded.threshold != threshold) {
            encoded = new Encoded(threshold, "ot=th:" + hex(threshold));
            last = encoded;
        }
        return encoded.traceState;
    }

    /** Replaces the threshold in a tracestate; other vendors' entries and other {@code ot} keys stay. */
    static @Nullable String put(@Nullable String traceState, long threshold) {
        return TraceStates.withThreshold(traceState, hex(threshold));
    }

    static String hex(long threshold) {
        if (threshold == 0) {
            return "0";
        }
        String digits = Long.toHexString(threshold | 1L << 56).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }

    private static final class Encoded {
        final long threshold;
        final String traceState;

        Encoded(long threshold, String traceState) {
            this.threshold = threshold;
            this.traceState = traceState;
        }
    }
}
