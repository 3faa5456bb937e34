// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.bootstrap.baggage.Baggage;
import org.jspecify.annotations.Nullable;

/** The context of a request that is not recorded: it stops every layer below from recording it. Immutable. */
public final class UnsampledContext extends TraceContext {
    /**
     * Stands for every unsampled trace that began in this process and whose ids have not been needed yet;
     * {@link Current#identify} replaces it by one with ids. One shared object, so an unsampled root allocates
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
    private final @Nullable Baggage baggage;

    UnsampledContext(
            long traceIdHigh,
            long traceIdLow,
            long spanId,
            int flags,
            @Nullable String traceState,
            @Nullable Baggage baggage) {
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.spanId = spanId;
        this.flags = flags;
        this.traceState = traceState;
        this.baggage = baggage;
    }

    /** An unsampled trace that begins in this process. */
    static UnsampledContext identified(@Nullable Baggage baggage) {
        return new UnsampledContext(
                RandomIds.next(), RandomIds.next(), RandomIds.next(), TraceContext.RANDOM, null, baggage);
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

    /** A trace that is forced is recorded. */
    @Override
    public boolean isDebug() {
        return false;
    }

    @Override
    public @Nullable String traceState() {
        return traceState;
    }

    @Override
    public @Nullable Baggage baggage() {
        return baggage;
    }
}
