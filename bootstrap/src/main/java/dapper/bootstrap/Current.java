// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.bootstrap.baggage.Baggage;
import org.jspecify.annotations.Nullable;

/**
 * The context of the running thread.
 *
 * <p>The pattern everywhere is {@code previous = Current.swap(context)}, then the work, then
 * {@code Current.set(previous)} on the same thread, even after an exception. There is no scope object to allocate or to
 * forget.
 */
public final class Current {
    /** A one-element array, so that entering and leaving cost one thread-local look-up each and no map write. */
    private static final ThreadLocal<@Nullable TraceContext[]> HOLDER = new ThreadLocal<@Nullable TraceContext[]>() {
        @Override
        protected @Nullable TraceContext[] initialValue() {
            return new TraceContext[1];
        }
    };

    private Current() {}

    public static @Nullable TraceContext get() {
        return HOLDER.get()[0];
    }

    public static void set(@Nullable TraceContext context) {
        HOLDER.get()[0] = context;
    }

    /** Makes the context current and returns the previous one. */
    public static @Nullable TraceContext swap(@Nullable TraceContext context) {
        @Nullable TraceContext[] holder = HOLDER.get();
        TraceContext previous = holder[0];
        holder[0] = context;
        return previous;
    }

    /** The place of the running thread's context, one element, for code that needs it often on that thread. */
    public static @Nullable TraceContext[] place() {
        return HOLDER.get();
    }

    /** The baggage of the running thread's context, or null. */
    public static @Nullable Baggage baggage() {
        TraceContext current = get();
        return current == null ? null : current.baggage();
    }

    /**
     * Makes this baggage current, beside the same position in the trace, and returns the previous context, to be passed
     * to {@link #set} on the same thread.
     *
     * @param baggage {@link Baggage#EMPTY} to carry none; null for that which the caller sent
     */
    public static @Nullable TraceContext swapBaggage(@Nullable Baggage baggage) {
        TraceContext changed = Context.of(get(), baggage, Context.extra(get()));
        return swap(changed);
    }

    /** Returns whether the running thread is in a trace that is not recorded. */
    public static boolean isUnsampled() {
        TraceContext current = get();
        return current != null && current.isUnsampled();
    }

    /** Gives the thread's unsampled trace its ids, now that they become visible, and keeps them for its next calls. */
    public static UnsampledContext identify() {
        UnsampledContext identified = UnsampledContext.identified(null);
        if (get() == UnsampledContext.WITHOUT_IDS) {
            set(identified);
        }
        return identified;
    }

    /** The context to hand to another thread, or null if there is nothing worth carrying. */
    public static @Nullable TraceContext capture() {
        TraceContext current = get();
        return current == UnsampledContext.SUPPRESSED ? null : current;
    }
}
