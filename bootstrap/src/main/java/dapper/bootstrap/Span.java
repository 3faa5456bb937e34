// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One span while it is recorded, and the same object again in the export queue.
 *
 * <p>Mutators are for the one thread that works on the span at a time; handing it to another thread needs a
 * happens-before edge, which every executor, future and queue provides. Only {@link #end()} may be called by competing
 * threads: the first call counts. Attributes live in one flat array of key, value, key, value.
 */
public final class Span extends SpanState {
    private static final AtomicIntegerFieldUpdater<SpanState> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(SpanState.class, "ended");
    private static final int INITIAL_ATTRIBUTES = 6;

    private static final AttributeKey ERROR_TYPE = AttributeKey.of("error.type");

    Span(
            Segment segment,
            long spanId,
            long parentSpanId,
            boolean localRoot,
            boolean remoteParent,
            String name,
            SpanKind kind,
            @Nullable Object category) {
        super(segment, spanId, parentSpanId, localRoot, remoteParent, name, kind, category, System.nanoTime());
    }

    private Span(Span open) {
        super(
                open.segment,
                open.spanId,
                open.parentSpanId,
                open.localRoot,
                open.remoteParent,
                open.name,
                open.kind,
                open.category,
                open.startNanoTime);
    }

    /** Returns an ended copy of a span that may be open: see {@link Snapshot}. */
    Span copy(Object[] attributes, int attributesLength, long endNanoTime) {
        Span copy = new Span(this);
        copy.attributes = attributes;
        copy.attributesLength = attributesLength;
        copy.endNanoTime = endNanoTime;
        copy.droppedAttributes = droppedAttributes;
        copy.lastEvent = lastEvent;
        copy.eventCount = eventCount;
        copy.droppedEvents = droppedEvents;
        copy.error = error;
        Extras seen = extras;
        copy.extras = seen == null ? null : seen.copy();
        copy.ended = 1;
        return copy;
    }

    /** Strings are cut at the configured length; null is ignored, so that callers need not test. */
    public Span set(AttributeKey key, @Nullable String value) {
        if (value != null) {
            put(key, Limits.cut(value, Tracer.limits().valueLength));
        }
        return this;
    }

    /** For values that are bounded already, such as query texts. */
    public Span setBounded(AttributeKey key, @Nullable String value) {
        if (value != null) {
            put(key, value);
        }
        return this;
    }

    public Span set(AttributeKey key, long value) {
        put(key, Longs.box(value));
        return this;
    }

    public Span set(AttributeKey key, boolean value) {
        put(key, value ? Boolean.TRUE : Boolean.FALSE);
        return this;
    }

    public Span set(AttributeKey key, double value) {
        put(key, Double.valueOf(value));
        return this;
    }

    /** The array must not change afterwards: it is copied only if it exceeds the limits. */
    public Span set(AttributeKey key, String[] values) {
        return setValue(key, values);
    }

    /**
     * Sets a value whose type the caller does not choose.
     *
     * @param value String, Boolean, Long, Double, or an array of one of them without null, which must not change
     *     afterwards
     */
    public Span setValue(AttributeKey key, Object value) {
        put(key, Tracer.limits().cut(value));
        return this;
    }

    /** Reserves room for this number of attributes, for callers that have the number in advance. */
    public void reserve(int count) {
        if (2 * count > attributes.length && ended == 0) {
            attributes = attributesLength == 0 ? new Object[2 * count] : Arrays.copyOf(attributes, 2 * count);
        }
    }

    private void put(AttributeKey key, Object value) {
        if (ended != 0) {
            return;
        }
        for (int i = 0; i < attributesLength; i += 2) {
            if (attributes[i] == key) {
                attributes[i + 1] = value;
                return;
            }
        }
        if (attributesLength == 2 * Tracer.limits().attributes) {
            droppedAttributes = Limits.increment(droppedAttributes);
            return;
        }
        if (attributesLength == attributes.length) {
            reserve(Math.max(INITIAL_ATTRIBUTES, attributesLength));
        }
        attributes[attributesLength] = key;
        attributes[attributesLength + 1] = value;
        attributesLength += 2;
    }

    public Span name(String name) {
        if (ended == 0) {
            this.name = Limits.cut(name, Tracer.limits().valueLength);
        }
        return this;
    }

    /** Marks the span as failed: sets the status ERROR and {@code error.type}, unless an earlier call has set it. */
    public Span error(String errorType) {
        if (!error && ended == 0) {
            error = !hasSucceeded();
            set(ERROR_TYPE, errorType);
        }
        return this;
    }

    /**
     * Sets the status ERROR without a type, unless {@link #succeeded} was called.
     *
     * @param description null for none; replaces that of an earlier call
     */
    public Span failed(@Nullable String description) {
        if (ended == 0 && !hasSucceeded()) {
            error = true;
            if (description != null || extras != null) {
                extras().statusDescription =
                        description == null ? null : Limits.cut(description, Tracer.limits().valueLength);
            }
        }
        return this;
    }

    /** Sets the status OK, which is final: an error before or after it does not count. */
    public Span succeeded() {
        if (ended == 0) {
            error = false;
            extras().statusDescription = null;
            extras().succeeded = true;
        }
        return this;
    }

    /** As {@link #error(String)}, with a status description that the caller has made safe to record. */
    public Span error(String errorType, @Nullable String description) {
        error(errorType);
        describeStatus(description == null ? null : Limits.cut(description, Tracer.limits().valueLength));
        return this;
    }

    /** Marks the span as failed by an exception and records it as an event, following the semantic conventions. */
    public Span error(Throwable thrown) {
        String message = StackTraces.message(thrown, Tracer.limits().valueLength);
        error(thrown.getClass().getName());
        describeStatus(message);
        ExceptionEvent.add(this, thrown, message);
        return this;
    }

    private void describeStatus(@Nullable String description) {
        if (description != null && ended == 0 && !hasSucceeded() && extras().statusDescription == null) {
            extras().statusDescription = description;
        }
    }

    private Extras extras() {
        Extras existing = extras;
        if (existing == null) {
            existing = new Extras();
            extras = existing;
        }
        return existing;
    }

    /** Names the library that made the span, if it is not the agent. */
    public Span scope(InstrumentationScope scope) {
        if (ended == 0) {
            extras().scope = scope;
        }
        return this;
    }

    /**
     * Refers to another span. Links beyond the limit are counted and dropped.
     *
     * @param target ignored if it has no position
     * @param attributes as in {@link #event}
     */
    public Span link(RemoteParent target, Object... attributes) {
        if (ended == 0 && target.hasPosition()) {
            Extras extras = extras();
            if (extras.linkCount == Tracer.limits().links) {
                extras.droppedLinks = Limits.increment(extras.droppedLinks);
            } else {
                extras.linkCount++;
                extras.lastLink = new SpanLink(target, attributes, extras.lastLink);
            }
        }
        return this;
    }

    /** As the other, with attributes of the application. */
    public Span link(RemoteParent target, AttributeList attributes) {
        count(attributes);
        return link(target, attributes.toArray());
    }

    /** @param epochNanos nanoseconds since 1970, the start of the span instead of the moment at which it was made */
    public Span startedAt(long epochNanos) {
        if (ended == 0) {
            extras().startEpochNanos = epochNanos;
        }
        return this;
    }

    /** @param attributes {@link AttributeKey}, value...; values as in {@code set}, already bounded */
    public Span event(String name, Object... attributes) {
        return ended == 0 ? add(System.nanoTime(), name, attributes) : this;
    }

    /** As {@link #event}, at a moment in nanoseconds since 1970. */
    public Span eventAt(long epochNanos, String name, Object... attributes) {
        return ended == 0 ? add(segment.nanoTime(epochNanos), name, attributes) : this;
    }

    /** As {@link #event}, with a name and attributes of the application. */
    public Span event(String name, AttributeList attributes) {
        count(attributes);
        return event(Limits.cut(name, Tracer.limits().valueLength), attributes.toArray());
    }

    /** As {@link #eventAt}, with a name and attributes of the application. */
    public Span eventAt(long epochNanos, String name, AttributeList attributes) {
        count(attributes);
        return eventAt(epochNanos, Limits.cut(name, Tracer.limits().valueLength), attributes.toArray());
    }

    /** Attributes that had no place in a link or an event count as attributes that the span dropped. */
    private void count(AttributeList attributes) {
        if (ended == 0) {
            int dropped = droppedAttributes + attributes.dropped();
            droppedAttributes = (char) Math.min(dropped, Limits.MAX_COUNT);
        }
    }

    private Span add(long nanoTime, String name, Object[] attributes) {
        if (eventCount == Tracer.limits().events) {
            droppedEvents = Limits.increment(droppedEvents);
        } else {
            eventCount++;
            lastEvent = new SpanEvent(nanoTime, name, attributes, lastEvent);
        }
        return this;
    }

    /** Ends the span now. Later calls do nothing, and the span must not change after the first one. */
    public void end() {
        if (ENDED.compareAndSet(this, 0, 1)) {
            endNanoTime = System.nanoTime();
            Tracer.ended(this);
            segment.finish(this);
        }
    }

    /** Ends the span at a moment in nanoseconds since 1970; a moment before its start counts as its start. */
    public void endAt(long epochNanos) {
        if (ended == 0) {
            extras().endEpochNanos = epochNanos;
        }
        end();
    }
}
