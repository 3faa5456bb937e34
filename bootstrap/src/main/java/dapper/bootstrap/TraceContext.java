// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * A position in a trace. A thread carries it, and it travels to other threads and in headers.
 *
 * <p>Either a {@link Span}, which records, or an {@link UnsampledContext}, which only passes the decision on.
 */
public abstract class TraceContext {
    /** Flags of W3C Trace Context: the caller records. */
    static final int SAMPLED = 1;

    /** The low 56 bits of the trace id are random. */
    static final int RANDOM = 2;

    TraceContext() {}

    public abstract long traceIdHigh();

    public abstract long traceIdLow();

    /** The id that a child names as its parent. */
    public abstract long spanId();

    public abstract boolean isSampled();

    /** The flags of W3C Trace Context: bit 0 sampled, bit 1 random trace id. */
    public abstract int flags();

    /** The W3C tracestate to send on, or null when there is none. */
    public abstract @Nullable String traceState();

    /** The W3C baggage to send on, or null when there is none. */
    public abstract @Nullable String baggage();
}
