// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.bootstrap.baggage.Baggage;
import org.jspecify.annotations.Nullable;

/**
 * A position in a trace, or none, with what an application carries beside it: baggage of its own, and one object that
 * only its owner understands, such as the context of another API. Immutable.
 *
 * <p>Made only where there is something to carry. The baggage that a caller sent needs no such object: the position has
 * it. What is beside a position is also beside the calls that are made there.
 */
public final class Context extends TraceContext {
    private final @Nullable TraceContext position;
    private final @Nullable Baggage baggage;
    private final @Nullable Object extra;

    private Context(@Nullable TraceContext position, @Nullable Baggage baggage, @Nullable Object extra) {
        this.position = position;
        this.baggage = baggage;
        this.extra = extra;
    }

    /**
     * Puts these beside a position. An unsampled trace gets its ids now, because a context that carries more is not the
     * shared one.
     *
     * @param at a position, a context that has one, or null for none
     * @param baggage null to leave the position its own
     * @return the position itself if there is nothing to carry, or if it is one of the agent's
     */
    public static @Nullable TraceContext of(
            @Nullable TraceContext at, @Nullable Baggage baggage, @Nullable Object extra) {
        TraceContext position = at == null ? null : at.position();
        if (position == UnsampledContext.SUPPRESSED || (baggage == null && extra == null)) {
            return position;
        }
        return new Context(position == UnsampledContext.WITHOUT_IDS ? Current.identify() : position, baggage, extra);
    }

    /** The extra object of a context; null if it has none. */
    public static @Nullable Object extra(@Nullable TraceContext context) {
        return context instanceof Context ? ((Context) context).extra : null;
    }

    /** Returns what this context carries, beside another position. */
    TraceContext with(TraceContext other) {
        return new Context(
                other == UnsampledContext.WITHOUT_IDS ? UnsampledContext.identified(null) : other, baggage, extra);
    }

    @Nullable
    TraceContext inner() {
        return position;
    }

    @Override
    public long traceIdHigh() {
        return position == null ? 0 : position.traceIdHigh();
    }

    @Override
    public long traceIdLow() {
        return position == null ? 0 : position.traceIdLow();
    }

    @Override
    public long spanId() {
        return position == null ? 0 : position.spanId();
    }

    @Override
    public boolean isSampled() {
        return position != null && position.isSampled();
    }

    @Override
    public int flags() {
        return position == null ? 0 : position.flags();
    }

    @Override
    public boolean isDebug() {
        return position != null && position.isDebug();
    }

    @Override
    public @Nullable String traceState() {
        return position == null ? null : position.traceState();
    }

    @Override
    public @Nullable Baggage baggage() {
        return baggage != null || position == null ? baggage : position.baggage();
    }
}
