// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.bootstrap.baggage.Baggage;
import org.jspecify.annotations.Nullable;

/** The state of a {@link Span}, and what reads it: the export thread, when the span has ended. */
abstract class SpanState extends TraceContext {
    private static final Object[] NO_ATTRIBUTES = new Object[0];

    final Segment segment;
    final long spanId;
    final long parentSpanId;
    final boolean localRoot;
    final boolean remoteParent;
    final SpanKind kind;
    final @Nullable Object category;
    final long startNanoTime;
    long endNanoTime;
    String name;
    Object[] attributes = NO_ATTRIBUTES;
    int attributesLength;
    // Counters are no wider than they must be: eight bytes of every span.
    char droppedAttributes;

    @Nullable
    SpanEvent lastEvent;

    char eventCount;
    char droppedEvents;
    boolean error;

    /** One reference for all rare fields: there is no room for a second one in the eight-byte grid of the heap. */
    @Nullable
    Extras extras;

    @SuppressWarnings("unused") // through ENDED
    volatile int ended;

    @Nullable
    Span next;

    /** The slot in {@link OpenSpans} until the end of the span. */
    int chainLength;

    int chainBytes;

    SpanState(
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

    void slot(int slot) {
        chainLength = slot;
    }

    int slot() {
        return chainLength;
    }

    void chainTo(@Nullable Span rest, int ownBytes) {
        next = rest;
        chainLength = rest == null ? 1 : rest.chainLength + 1;
        chainBytes = ownBytes + (rest == null ? HeapEstimate.of(segment) : rest.chainBytes);
    }

    /** Returns whether {@link Span#end()} was called, so that the span does not change any more. */
    public final boolean hasEnded() {
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
        extras = null;
        return rest;
    }

    boolean isLocalRoot() {
        return localRoot;
    }

    /** Spans in the chain that begins here. */
    public int chainLength() {
        return chainLength;
    }

    /** Estimated heap bytes of the chain that begins here, its segment included. */
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
        return segment.flags & (SAMPLED | RANDOM);
    }

    @Override
    public boolean isDebug() {
        return (segment.flags & RemoteParent.DEBUG) != 0;
    }

    @Override
    public @Nullable String traceState() {
        return segment.traceState;
    }

    @Override
    public @Nullable Baggage baggage() {
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
        long explicit = extras == null ? 0 : extras.startEpochNanos;
        return explicit == 0 ? segment.epochNanos(startNanoTime) : explicit;
    }

    public long endEpochNanos() {
        if (extras == null) {
            return segment.epochNanos(endNanoTime);
        }
        long end = extras.endEpochNanos == 0 ? segment.epochNanos(endNanoTime) : extras.endEpochNanos;
        return Math.max(end, startEpochNanos());
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

    /** Returns whether the application has set the status OK; otherwise a span that did not fail has none. */
    public boolean hasSucceeded() {
        return extras != null && extras.succeeded;
    }

    public @Nullable String statusDescription() {
        return extras == null ? null : extras.statusDescription;
    }

    /** The library that made the span; null for the agent. */
    public @Nullable InstrumentationScope scope() {
        return extras == null ? null : extras.scope;
    }

    /** The last link; the others follow through {@link SpanLink#next()}. */
    public @Nullable SpanLink lastLink() {
        return extras == null ? null : extras.lastLink;
    }

    /** No more than 65,535 are counted. */
    public int droppedLinks() {
        return extras == null ? 0 : extras.droppedLinks;
    }
}
