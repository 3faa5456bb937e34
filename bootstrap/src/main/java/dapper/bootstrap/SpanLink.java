// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** A reference from a span to a span of the same or another trace, such as the sender of a message. Immutable. */
public final class SpanLink {
    private final RemoteParent target;
    private final Object[] attributes;
    private final @Nullable SpanLink next;

    SpanLink(RemoteParent target, Object[] attributes, @Nullable SpanLink next) {
        // Baggage has no place in a link, and would stay alive with the span.
        this.target = target.with(null);
        this.attributes = attributes;
        this.next = next;
    }

    public long traceIdHigh() {
        return target.traceIdHigh();
    }

    public long traceIdLow() {
        return target.traceIdLow();
    }

    public long spanId() {
        return target.spanId();
    }

    /** The flags of W3C Trace Context. */
    public int flags() {
        return target.flags() & (TraceContext.SAMPLED | TraceContext.RANDOM);
    }

    public @Nullable String traceState() {
        return target.traceState();
    }

    /** {@link AttributeKey}, value, {@link AttributeKey}, value... */
    public Object[] attributes() {
        return attributes;
    }

    /** The link added before this one, or null. */
    public @Nullable SpanLink next() {
        return next;
    }
}
