// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** Something that happened at one moment of a span. */
public final class SpanEvent {
    private final long nanoTime;
    private final String name;
    private final Object[] attributes;
    final @Nullable SpanEvent next;

    SpanEvent(long nanoTime, String name, Object[] attributes, @Nullable SpanEvent next) {
        this.nanoTime = nanoTime;
        this.name = name;
        this.attributes = attributes;
        this.next = next;
    }

    /** A {@link System#nanoTime()} reading; {@link Segment#epochNanos} turns it into a date. */
    public long nanoTime() {
        return nanoTime;
    }

    public String name() {
        return name;
    }

    /** {@link AttributeKey}, value, {@link AttributeKey}, value... */
    public Object[] attributes() {
        return attributes;
    }

    /** The event recorded before this one, or null. */
    public @Nullable SpanEvent next() {
        return next;
    }
}
