// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.bootstrap.baggage.Baggage;
import dapper.sampling.OtelTraceState;
import dapper.sampling.Randomness;
import org.jspecify.annotations.Nullable;

/**
 * The context that the caller of this process sent: a position in a trace, baggage, or only a decision for the trace
 * that begins here. Immutable.
 */
public class RemoteParent {
    /** Flags of W3C Trace Context: the caller records. */
    public static final int SAMPLED = TraceContext.SAMPLED;

    /** The trace is recorded whatever the sampler decides; always together with {@link #SAMPLED}. */
    public static final int DEBUG = 4;

    /** The caller leaves the decision to its receiver. */
    public static final int UNDECIDED = 8;

    private static final int KNOWN = TraceContext.SAMPLED | TraceContext.RANDOM | DEBUG | UNDECIDED;

    private final long traceIdHigh;
    private final long traceIdLow;
    private final long spanId;
    private final int flags;
    private final @Nullable String traceState;
    private final @Nullable Baggage baggage;

    public RemoteParent(
            long traceIdHigh,
            long traceIdLow,
            long spanId,
            boolean sampled,
            @Nullable String traceState,
            @Nullable Baggage baggage) {
        this(traceIdHigh, traceIdLow, spanId, sampled ? SAMPLED : 0, traceState, baggage);
    }

    /**
     * @param spanId 0 if the caller sent no position
     * @param flags those of W3C Trace Context, {@link #DEBUG}, {@link #UNDECIDED}; others are dropped
     */
    public RemoteParent(
            long traceIdHigh,
            long traceIdLow,
            long spanId,
            int flags,
            @Nullable String traceState,
            @Nullable Baggage baggage) {
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.spanId = spanId;
        this.flags = flags & KNOWN;
        this.traceState = traceState;
        this.baggage = baggage;
    }

    /** A caller that sent no position, but a decision. */
    public static RemoteParent decision(int flags) {
        return new RemoteParent(0, 0, 0, flags, null, null);
    }

    /**
     * A caller that sent no position, and forces a trace under a name of its own.
     *
     * @param debugId the value of the attribute {@code jaeger-debug-id} of the first span
     */
    public static RemoteParent forced(String debugId) {
        return new Forced(debugId, null);
    }

    /** The same with this baggage; null for none. */
    public RemoteParent with(@Nullable Baggage baggage) {
        return this.baggage == baggage
                ? this
                : new RemoteParent(traceIdHigh, traceIdLow, spanId, flags, traceState, baggage);
    }

    /** See {@link #forced}; null for nearly all callers. */
    @Nullable
    String debugId() {
        return null;
    }

    /** Returns whether the caller sent a position, so that its trace is continued. */
    public boolean hasPosition() {
        return spanId != 0;
    }

    public long traceIdHigh() {
        return traceIdHigh;
    }

    public long traceIdLow() {
        return traceIdLow;
    }

    public long spanId() {
        return spanId;
    }

    /** Those of W3C Trace Context and {@link #DEBUG}. */
    public int flags() {
        return flags & ~UNDECIDED;
    }

    boolean isSampled() {
        return (flags & SAMPLED) != 0;
    }

    /** Returns whether the caller's decision holds here. A forced trace is recorded by every sampler. */
    boolean decides(Sampler sampler) {
        return (flags & DEBUG) != 0 || ((flags & UNDECIDED) == 0 && sampler.followsParent());
    }

    public @Nullable String traceState() {
        return traceState;
    }

    public @Nullable Baggage baggage() {
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

    /** A separate class, so that other parents need no field for the name. */
    private static final class Forced extends RemoteParent {
        private final String debugId;

        Forced(String debugId, @Nullable Baggage baggage) {
            super(0, 0, 0, SAMPLED | DEBUG, null, baggage);
            this.debugId = debugId;
        }

        @Override
        public RemoteParent with(@Nullable Baggage baggage) {
            return new Forced(debugId, baggage);
        }

        @Override
        String debugId() {
            return debugId;
        }
    }
}
