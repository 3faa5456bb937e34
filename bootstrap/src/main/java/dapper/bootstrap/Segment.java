// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.bootstrap.baggage.Baggage;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The state that the spans of one local root share: the trace, the clock, and the list of finished spans.
 *
 * <p>Finished spans are pushed on a lock-free stack. The end of the local root takes the whole stack and closes the
 * segment in one atomic exchange, so a span that finishes afterwards, on any thread, is handed over by itself. The
 * stack and the queue element are the same chain of spans: nothing is copied or allocated.
 */
public final class Segment {
    private static final AtomicReferenceFieldUpdater<Segment, Span> FINISHED =
            AtomicReferenceFieldUpdater.newUpdater(Segment.class, Span.class, "finished");

    /**
     * More finished spans than this are handed over before the root ends, so that a huge trace cannot fill the heap.
     */
    static final int MAX_SPANS = 2_000;

    /** The same bound in estimated heap bytes. */
    static final int MAX_BYTES = 512 << 10;

    /**
     * The interval at which a longer root hands its finished children over, so that a stream of hours can be viewed
     * while it lasts, and little is lost if the process dies.
     */
    static final long MAX_AGE_NANOS = 1_000_000_000L;

    /** About a millisecond, so that an int is enough for comparing moments. */
    private static final int TICK_SHIFT = 20;

    final long traceIdHigh;
    final long traceIdLow;

    /** Of W3C Trace Context, and {@link RemoteParent#DEBUG}. */
    final byte flags;

    final @Nullable String traceState;
    final @Nullable Baggage baggage;
    private final long epochMinusNanoTime;

    @SuppressWarnings("unused") // through FINISHED
    private volatile @Nullable Span finished;

    private volatile boolean closed;

    /** The time of the last hand-over, in ticks. Races only move it a little. */
    private int handedOver;

    Segment(long traceIdHigh, long traceIdLow, int flags, @Nullable String traceState, @Nullable Baggage baggage) {
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.flags = (byte) flags;
        this.traceState = traceState;
        this.baggage = baggage;
        Instant now = Instant.now();
        long nanoTime = System.nanoTime();
        this.epochMinusNanoTime = now.getEpochSecond() * 1_000_000_000L + now.getNano() - nanoTime;
        this.handedOver = ticks(nanoTime);
    }

    /**
     * Nanoseconds since 1970, from a {@link System#nanoTime()} reading; one anchor, so durations never go backwards.
     */
    public long epochNanos(long nanoTime) {
        return epochMinusNanoTime + nanoTime;
    }

    /** The reading of {@link System#nanoTime()} at this moment. */
    long nanoTime(long epochNanos) {
        return epochNanos - epochMinusNanoTime;
    }

    /** From now on every span that finishes is handed over by itself, although the root is open. Any thread. */
    void stopWaiting() {
        closed = true;
        handOverFinished(System.nanoTime());
    }

    /** Hands over the finished spans if they have waited for the root for long enough. Any thread. */
    void handOverWaiting(long nanoTime) {
        if (finished != null && ticks(nanoTime) - handedOver > ticks(MAX_AGE_NANOS)) {
            handOverFinished(nanoTime);
        }
    }

    private static int ticks(long nanoTime) {
        return (int) (nanoTime >> TICK_SHIFT);
    }

    void finish(Span span) {
        if (span.isLocalRoot()) {
            closed = true;
        }
        int now = ticks(span.endNanoTime());
        boolean due = push(span) || now - handedOver > ticks(MAX_AGE_NANOS);
        if (closed || due) {
            handOverFinished(span.endNanoTime());
        }
    }

    private void handOverFinished(long nanoTime) {
        // The first to exchange takes the whole chain; a racing late span finds null and has nothing left to do.
        Span chain = FINISHED.getAndSet(this, null);
        if (chain != null) {
            handedOver = ticks(nanoTime);
            Tracer.handOver(chain);
        }
    }

    /** True if the stack has reached its bounds. */
    private boolean push(Span span) {
        int bytes = HeapEstimate.of(span);
        Span head;
        boolean full;
        do {
            head = finished;
            span.chainTo(head, bytes);
            // Before the exchange: afterwards the span may be in the hands of the export thread.
            full = span.chainLength() >= MAX_SPANS || span.chainBytes() >= MAX_BYTES;
        } while (!FINISHED.compareAndSet(this, head, span));
        return full;
    }
}
