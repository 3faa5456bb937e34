// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** The context that the caller of this process sent. Immutable. */
public final class RemoteParent {
    private static final long RANDOMNESS = 0x00FF_FFFF_FFFF_FFFFL;

    private final long traceIdHigh;
    private final long traceIdLow;
    private final long spanId;
    private final int flags;
    private final @Nullable String traceState;
    private final @Nullable String baggage;

    public RemoteParent(
            long traceIdHigh,
            long traceIdLow,
            long spanId,
            boolean sampled,
            @Nullable String traceState,
            @Nullable String baggage) {
        this(traceIdHigh, traceIdLow, spanId, sampled ? TraceContext.SAMPLED : 0, traceState, baggage);
    }

    /** @param flags of W3C Trace Context; flags unknown to this version are dropped */
    RemoteParent(
            long traceIdHigh,
            long traceIdLow,
            long spanId,
            int flags,
            @Nullable String traceState,
            @Nullable String baggage) {
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.spanId = spanId;
        this.flags = flags & (TraceContext.SAMPLED | TraceContext.RANDOM);
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

    int flags() {
        return flags;
    }

    boolean isSampled() {
        return (flags & TraceContext.SAMPLED) != 0;
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
        long explicit = TraceStates.randomness(traceState);
        return explicit >= 0 ? explicit : traceIdLow & RANDOMNESS;
    }

    /**
     * The tracestate of a sampled trace that this process continues. A threshold that contradicts the decision (R below
     * T, or not a number) does not give the trace's probability and is removed.
     */
    @Nullable
    String sampledTraceState() {
        if (!TraceStates.hasThreshold(traceState)) {
            return traceState;
        }
        long threshold = TraceStates.threshold(traceState);
        return threshold >= 0 && randomness() >= threshold ? traceState : TraceStates.withThreshold(traceState, null);
    }

    /** The same position, not recorded here. The threshold would be wrong and is removed; everything else is kept. */
    UnsampledContext toUnsampled() {
        String state = TraceStates.hasThreshold(traceState) ? TraceStates.withThreshold(traceState, null) : traceState;
        return new UnsampledContext(traceIdHigh, traceIdLow, spanId, flags & TraceContext.RANDOM, state, baggage);
    }
}
