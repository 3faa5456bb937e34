// SPDX-License-Identifier: Apache-2.0
package dapper.sampling;

import org.jspecify.annotations.Nullable;

/** R of consistent probability sampling: the 56 random bits of a trace, 0 to 2^56-1. */
public final class Randomness {
    private static final long BITS = (1L << 56) - 1;

    private Randomness() {}

    /** @param traceIdLow the low 64 bits of a trace id, of which the low 56 are random (W3C Trace Context level 2) */
    public static long of(long traceIdLow) {
        return traceIdLow & BITS;
    }

    /** The explicit {@code rv} of the tracestate if it has one, else that of the trace id. */
    public static long of(@Nullable String traceState, long traceIdLow) {
        long explicit = OtelTraceState.randomness(traceState);
        return explicit == OtelTraceState.ABSENT ? of(traceIdLow) : explicit;
    }
}
