// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The rejection threshold T of consistent probability sampling in its W3C form, {@code ot=th:<hex>} (OpenTelemetry,
 * tracestate-handling): 1 to 14 hexadecimal digits of a 56-bit number, without trailing zeros.
 */
public final class Threshold {
    private static final String KEEP_ALL = "ot=th:0";

    /** 2^64 divided by the golden ratio: its product's top bits differ where any bits of the factor do. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    /** The last text encoded for each hash: T takes few values, so nearly every root finds its text here. */
    private static final AtomicReferenceArray<@Nullable Encoded> RECENT = new AtomicReferenceArray<>(128);

    private Threshold() {}

    /** The tracestate of a new trace; null if it is {@linkplain Sampler#KEEP_UNCOUNTED not counted}. */
    static @Nullable String traceState(long threshold) {
        if (threshold <= 0) {
            return threshold == 0 ? KEEP_ALL : null;
        }
        int slot = (int) (threshold * SPREAD >>> 57);
        Encoded encoded = RECENT.get(slot);
        if (encoded == null || encoded.threshold != threshold) {
            encoded = new Encoded(threshold, "ot=th:" + hex(threshold));
            RECENT.set(slot, encoded);
        }
        return encoded.traceState;
    }

    /**
     * Replaces the threshold in a tracestate, or removes it if the trace is not counted; other vendors' entries and
     * other {@code ot} keys stay.
     */
    static @Nullable String put(@Nullable String traceState, long threshold) {
        return TraceStates.withThreshold(traceState, threshold < 0 ? null : hex(threshold));
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
