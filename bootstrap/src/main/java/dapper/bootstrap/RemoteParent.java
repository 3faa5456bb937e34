// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** What the caller of this process sent about its span. Immutable. */
public final class RemoteParent {
    private final long traceIdHigh;
    private final long traceIdLow;
    private final long spanId;
    private final boolean sampled;
    private final @Nullable String traceState;
    private final @Nullable String baggage;

    public RemoteParent(
            long traceIdHigh,
            long traceIdLow,
            long spanId,
            boolean sampled,
            @Nullable String traceState,
            @Nullable String baggage) {
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.spanId = spanId;
        this.sampled = sampled;
        this.traceState = traceState;
        this.baggage = baggage;
    }

    long traceIdHigh() {
        return traceIdHigh;
    }

    long traceIdLow() {
        return traceIdLow;
    }

    long spanId() {
        return spanId;
    }

    boolean isSampled() {
        return sampled;
    }

    @Nullable
    String traceState() {
        return traceState;
    }

    @Nullable
    String baggage() {
        return baggage;
    }

    /** R: the explicit {@code rv} of the tracestate if there is one, else the low 56 bits of the trace id. */
    long randomness() {
        String rv = TraceStates.otValue(traceState, "rv");
        if (rv != null && rv.length() == 14) {
            try {
                return Long.parseLong(rv, 16);
            } catch (NumberFormatException e) {
                // Malformed, so as good as absent.
            }
        }
        return traceIdLow & 0x00FF_FFFF_FFFF_FFFFL;
    }

    UnsampledContext toUnsampled() {
        String state = traceState != null && TraceStates.otValue(traceState, "th") != null
                ? TraceStates.withThreshold(traceState, null)
                : traceState;
        return new UnsampledContext(
                traceIdHigh, traceIdLow, spanId, state == null || state.isEmpty() ? null : state, baggage);
    }
}
