// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** The context of a request that is not recorded: it stops every layer below from recording it. Immutable. */
public final class UnsampledContext extends TraceContext {
    /**
     * Stands for every unsampled trace that began in this process and whose ids have not been needed yet;
     * {@link Propagation#inject} replaces it by one with ids. One shared object, so an unsampled root allocates
     * nothing.
     */
    public static final UnsampledContext WITHOUT_IDS = new UnsampledContext(0, 0, 0, 0, null, null);

    /** The context of the agent's own threads: nothing is recorded, and no header is written. */
    public static final UnsampledContext SUPPRESSED = new UnsampledContext(0, 0, 0, 0, null, null);

    private final long traceIdHigh;
    private final long traceIdLow;
    private final long spanId;
    private final int flags;
    private final @Nullable String traceState;
    private final @Nullable String baggage;

    UnsampledContext(
            long traceIdHigh,
            long traceIdLow,
            long spanId,
            int flags,
            @Nullable String traceState,
            @Nullable String baggage) {
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.spanId = spanId;
        this.flags = flags;
        this.traceState = traceState;
        this.baggage = baggage;
    }

    @Override
    public long traceIdHigh() {
        return traceIdHigh;
    }

    @Override
    public long traceIdLow() {
        return traceIdLow;
    }

    @Override
    public long spanId() {
        return spanId;
    }

    @Override
    public boolean isSampled() {
        return false;
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public @Nullable String traceState() {
        return traceState;
    }

    @Override
    public @Nullable String baggage() {
        return baggage;
    }
}
