// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

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

    /** The context to hand to another thread, or null if there is nothing worth carrying. */
    public static @Nullable TraceContext capture() {
        TraceContext current = get();
        return current == UnsampledContext.SUPPRESSED ? null : current;
    }
}
