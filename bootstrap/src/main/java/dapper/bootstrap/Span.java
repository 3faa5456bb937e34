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
public final class Span extends TraceContext {
    private static final AtomicIntegerFieldUpdater<Span> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Span.class, "ended");
    private static final Object[] NO_ATTRIBUTES = new Object[0];
    private static final int INITIAL_ATTRIBUTES = 6;

    /** Events with a stack trace are cut to this many UTF-16 units. */
    private static final int MAX_STACK_TRACE = 8_192;

    private static final AttributeKey EXCEPTION_TYPE = AttributeKey.of("exception.type");
    private static final AttributeKey EXCEPTION_MESSAGE = AttributeKey.of("exception.message");
    private static final AttributeKey EXCEPTION_STACKTRACE = AttributeKey.of("exception.stacktrace");
    private static final AttributeKey ERROR_TYPE = AttributeKey.of("error.type");

    private final Segment segment;
    private final long spanId;
    private final long parentSpanId;
    private final boolean localRoot;
    private final boolean remoteParent;
    private final SpanKind kind;
    private final @Nullable Object category;
    private final long startNanoTime;
    private long endNanoTime;
    private String name;
    private Object[] attributes = NO_ATTRIBUTES;
    private int attributesLength;
    // Counters are no wider than they must be: eight bytes of every span.
    private char droppedAttributes;
    private @Nullable SpanEvent lastEvent;
    private char eventCount;
    private char droppedEvents;
    private boolean error;
    private @Nullable String statusDescription;

    @SuppressWarnings("unused") // through ENDED
    private volatile int ended;

    private @Nullable Span next;

    /** The slot in {@link OpenSpans} until the end of the span. */
    private int chainLength;

    private int chainBytes;

    Span(
            Segment segment,
            long spanId,
            long parentSpanId,
            boolean localRoot,
            boolean remoteParent,
            String name,
            SpanKind kind,
            @Nullable Object category) {
        this(segment, spanId, parentSpanId, localRoot, remoteParent, name, kind, category, System.nanoTime());
    }

    private Span(
            Segment segment,
            long spanId,
            long parentSpanId,
            boolean localRoot,
            boolean remoteParent,
            String name,
            SpanKind kind,
            @Nullable Object category,
            long startNanoTime) {
        this.segment = segment;
        this.spanId = spanId;
        this.parentSpanId = parentSpanId;
        this.localRoot = localRoot;
        this.remoteParent = remoteParent;
        this.name = Limits.cut(name, Tracer.limits().valueLength);
        this.kind = kind;
        this.category = category;
        this.startNanoTime = startNanoTime;
    }

    /** Returns an ended copy of a span that may be open: see {@link Snapshot}. */
    Span copy(Object[] attributes, int attributesLength, long endNanoTime) {
        Span copy =
                new Span(segment, spanId, parentSpanId, localRoot, remoteParent, name, kind, category, startNanoTime);
        copy.attributes = attributes;
        copy.attributesLength = attributesLength;
        copy.endNanoTime = endNanoTime;
        copy.droppedAttributes = droppedAttributes;
        copy.lastEvent = lastEvent;
        copy.eventCount = eventCount;
        copy.droppedEvents = droppedEvents;
        copy.error = error;
        copy.statusDescription = statusDescription;
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
        put(key, Tracer.limits().cut(values));
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
            error = true;
            set(ERROR_TYPE, errorType);
        }
        return this;
    }

    /** As {@link #error(String)}, with a status description that the caller has made safe to record. */
    public Span error(String errorType, @Nullable String description) {
        error(errorType);
        if (statusDescription == null && description != null) {
            statusDescription = Limits.cut(description, Tracer.limits().valueLength);
        }
        return this;
    }

    /** Marks the span as failed by an exception and records it as an event, following the semantic conventions. */
    public Span error(Throwable thrown) {
        String type = thrown.getClass().getName();
        String message = StackTraces.message(thrown, Tracer.limits().valueLength);
        error(type);
        if (statusDescription == null && ended == 0) {
            statusDescription = message;
        }
        String stack = StackTraces.text(thrown, MAX_STACK_TRACE);
        return message == null
                ? event("exception", EXCEPTION_TYPE, type, EXCEPTION_STACKTRACE, stack)
                : event("exception", EXCEPTION_TYPE, type, EXCEPTION_MESSAGE, message, EXCEPTION_STACKTRACE, stack);
    }

    /** @param attributes {@link AttributeKey}, value...; values as in {@code set}, already bounded */
    public Span event(String name, Object... attributes) {
        if (ended != 0) {
            return this;
        }
        if (eventCount == Tracer.limits().events) {
            droppedEvents = Limits.increment(droppedEvents);
        } else {
            eventCount++;
            lastEvent = new SpanEvent(System.nanoTime(), name, attributes, lastEvent);
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

    void slot(int slot) {
        chainLength = slot;
    }

    int slot() {
        return chainLength;
    }

    void chainTo(@Nullable Span rest, int ownBytes) {
        next = rest;
        chainLength = rest == null ? 1 : rest.chainLength + 1;
        chainBytes = ownBytes + (rest == null ? 0 : rest.chainBytes);
    }

    boolean hasEnded() {
        return ended != 0;
    }

    /** A reading of {@link System#nanoTime()}. */
    public long startNanoTime() {
        return startNanoTime;
    }

    /** A reading of {@link System#nanoTime()}; 0 while the span is open. */
    public long endNanoTime() {
        return endNanoTime;
    }

    /**
     * Called by the sink when it is done with the span: drops the span's references and returns the rest of the chain.
     * An application may keep a span for long, in a request or a captured context; it must not keep others alive.
     */
    public @Nullable Span release() {
        Span rest = next;
        next = null;
        attributes = NO_ATTRIBUTES;
        attributesLength = 0;
        lastEvent = null;
        statusDescription = null;
        return rest;
    }

    boolean isLocalRoot() {
        return localRoot;
    }

    /** Spans in the chain that begins here. */
    public int chainLength() {
        return chainLength;
    }

    /** Estimated heap bytes of the chain that begins here. */
    public int chainBytes() {
        return chainBytes;
    }

    /** The span that finished before this one in the same segment, or null. */
    public @Nullable Span next() {
        return next;
    }

    public Segment segment() {
        return segment;
    }

    @Override
    public long traceIdHigh() {
        return segment.traceIdHigh;
    }

    @Override
    public long traceIdLow() {
        return segment.traceIdLow;
    }

    @Override
    public long spanId() {
        return spanId;
    }

    /** 0 for the root of a trace. */
    public long parentSpanId() {
        return parentSpanId;
    }

    public boolean hasRemoteParent() {
        return remoteParent;
    }

    @Override
    public boolean isSampled() {
        return true;
    }

    @Override
    public int flags() {
        return segment.flags;
    }

    @Override
    public @Nullable String traceState() {
        return segment.traceState;
    }

    @Override
    public @Nullable String baggage() {
        return segment.baggage;
    }

    public SpanKind kind() {
        return kind;
    }

    /** The category given to {@link Tracer}: nested calls of the same category are one logical call. */
    public @Nullable Object category() {
        return category;
    }

    public String name() {
        return name;
    }

    public long startEpochNanos() {
        return segment.epochNanos(startNanoTime);
    }

    public long endEpochNanos() {
        return segment.epochNanos(endNanoTime);
    }

    /** Not a copy; only the first {@link #attributesLength()} elements count. */
    public Object[] attributes() {
        return attributes;
    }

    public int attributesLength() {
        return attributesLength;
    }

    /** No more than 65,535 are counted. */
    public int droppedAttributes() {
        return droppedAttributes;
    }

    /** The last event; the others follow through {@link SpanEvent#next()}, backwards in time. */
    public @Nullable SpanEvent lastEvent() {
        return lastEvent;
    }

    /** No more than 65,535 are counted. */
    public int droppedEvents() {
        return droppedEvents;
    }

    public boolean isError() {
        return error;
    }

    public @Nullable String statusDescription() {
        return statusDescription;
    }
}
