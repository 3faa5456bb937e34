// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.sampling.OtelTraceState;
import dapper.sampling.Randomness;
import org.jspecify.annotations.Nullable;

/** The context that the caller of this process sent. Immutable. */
public final class RemoteParent {
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

    long randomness() {
        return Randomness.of(traceState, traceIdLow);
    }

    /**
     * The tracestate of a sampled trace that this process continues. A threshold that contradicts the decision (R below
     * T, or not a number) does not give the trace's probability and is removed.
     */
    @Nullable
    String sampledTraceState() {
        if (!OtelTraceState.hasThreshold(traceState)) {
            return traceState;
        }
        long threshold = OtelTraceState.threshold(traceState);
        return threshold != OtelTraceState.ABSENT && randomness() >= threshold
                ? traceState
                : OtelTraceState.withoutThreshold(traceState);
    }

    /** The tracestate of a trace that this process keeps by its own decision. */
    @Nullable
    String traceState(long threshold) {
        return threshold == Sampler.KEEP_UNCOUNTED
                ? OtelTraceState.withoutThreshold(traceState)
                : OtelTraceState.withThreshold(traceState, threshold);
    }

    /** The same position, not recorded here. The threshold would be wrong and is removed; everything else is kept. */
    UnsampledContext toUnsampled() {
        String state =
                OtelTraceState.hasThreshold(traceState) ? OtelTraceState.withoutThreshold(traceState) : traceState;
        return new UnsampledContext(traceIdHigh, traceIdLow, spanId, flags & TraceContext.RANDOM, state, baggage);
    }
}
