// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.bootstrap.baggage.Baggage;
import org.jspecify.annotations.Nullable;

/**
 * A position in a trace. A thread carries it, and it travels to other threads and in headers.
 *
 * <p>Either a {@link Span}, which records, or an {@link UnsampledContext}, which only passes the decision on, or a
 * {@link RemoteContext}, from which a span can begin, or a {@link Context}, which carries more beside one of them. Code that needs the span asks {@link #span()}, not the type.
 */
public abstract class TraceContext {
    /** Flags of W3C Trace Context: the caller records. */
    static final int SAMPLED = 1;

    /** The low 56 bits of the trace id are random. */
    static final int RANDOM = 2;

    TraceContext() {}

    public abstract long traceIdHigh();

    public abstract long traceIdLow();

    /** The id that a child names as its parent; 0 if this is no position in a trace. */
    public abstract long spanId();

    public abstract boolean isSampled();

    /** The flags of W3C Trace Context: bit 0 sampled, bit 1 random trace id. */
    public abstract int flags();

    /** Returns whether the trace was forced by the debug flag of B3 or Jaeger, which is passed on. */
    public abstract boolean isDebug();

    /** The W3C tracestate to send on, or null when there is none. */
    public abstract @Nullable String traceState();

    /** The baggage to send on, or null when there is none. */
    public abstract @Nullable Baggage baggage();

    /** The position without what is carried beside it: never a {@link Context}; null for none. */
    public final @Nullable TraceContext position() {
        return this instanceof Context ? ((Context) this).inner() : this;
    }

    /** The span at this position, or null if it is not recorded. */
    public final @Nullable Span span() {
        TraceContext position = position();
        return position instanceof Span ? (Span) position : null;
    }

    /** Returns whether this is a position in a trace that is not recorded. */
    public final boolean isUnsampled() {
        return position() instanceof UnsampledContext;
    }
}
