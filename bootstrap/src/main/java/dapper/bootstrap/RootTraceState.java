// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.sampling.Threshold;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The tracestate of a trace that begins in this process: its threshold and nothing else, {@code ot=th:<hex>}. */
final class RootTraceState {
    private static final String KEEP_ALL = "ot=th:0";

    /** 2^64 divided by the golden ratio: its product's top bits differ where any bits of the factor do. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    /** The last text encoded for each hash: T takes few values, so nearly every root finds its text here. */
    private static final AtomicReferenceArray<@Nullable Encoded> RECENT = new AtomicReferenceArray<>(128);

    private RootTraceState() {}

    /** Returns null if the trace is {@linkplain Sampler#KEEP_UNCOUNTED not counted}. */
    static @Nullable String of(long threshold) {
        if (threshold <= 0) {
            return threshold == 0 ? KEEP_ALL : null;
        }
        int slot = (int) (threshold * SPREAD >>> 57);
        Encoded encoded = RECENT.get(slot);
        if (encoded == null || encoded.threshold != threshold) {
            encoded = new Encoded(threshold, "ot=th:" + Threshold.toText(threshold));
            RECENT.set(slot, encoded);
        }
        return encoded.traceState;
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
