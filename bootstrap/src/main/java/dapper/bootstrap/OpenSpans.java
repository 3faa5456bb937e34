// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The spans that have not ended yet. The export thread sends those that take too long as unfinished.
 *
 * <p>A fixed table. The start of a span puts it into one slot and its end empties that slot, one compare-and-set each.
 * The slot follows from the random span id, so threads rarely meet. A span leaves the table when its snapshot is taken,
 * so the table holds nothing for longer than the limit. A span that finds no slot is counted and not watched.
 */
public final class OpenSpans {
    static final int SLOTS = 1 << 14;

    /** Slots that a span tries. The table can be half full before one span in 65,000 finds none. */
    static final int PROBES = 16;

    private final AtomicReferenceArray<Span> slots;
    private final AtomicLong unwatched = new AtomicLong();
    private final AtomicLong unfinished = new AtomicLong();

    public OpenSpans() {
        this(SLOTS);
    }

    /** @param size a power of two */
    OpenSpans(int size) {
        slots = new AtomicReferenceArray<>(size);
    }

    /** Called by the thread that starts the span. The table makes the span visible to the export thread. */
    void add(Span span) {
        int first = (int) span.spanId();
        // Odd, so that no slot is tried twice; random too, so that full slots do not cluster.
        int step = (int) (span.spanId() >>> 32) | 1;
        for (int i = 0; i < PROBES; i++) {
            int slot = first + i * step & slots.length() - 1;
            if (slots.get(slot) == null) {
                span.slot(slot);
                if (slots.compareAndSet(slot, null, span)) {
                    return;
                }
            }
        }
        span.slot(0);
        unwatched.incrementAndGet();
        if (span.isLocalRoot()) {
            // Nothing would notice that it does not end, so its children must not wait for it.
            span.segment().stopWaiting();
        }
    }

    /** Called by the first call of {@link Span#end()}. Does nothing if the snapshot was faster. */
    void remove(Span span) {
        slots.compareAndSet(span.slot(), span, null);
    }

    /**
     * Hands over a snapshot of every open span that is at least that old, and the finished spans that have waited for a
     * root for a second. Children of a root that was sent as unfinished hand themselves over from then on. One thread
     * at a time.
     *
     * @param ageNanos 0 for all open spans
     * @param most the maximum number of snapshots this call takes; bounds the memory that they need
     * @return the number of snapshots taken; {@code most} if there may be more to take
     */
    public int sweep(long ageNanos, int most) {
        int taken = 0;
        for (int i = 0; i < slots.length() && taken < most; i++) {
            Span span = slots.get(i);
            if (span == null) {
                continue;
            }
            long now = System.nanoTime();
            if (now - span.startNanoTime() < ageNanos) {
                if (span.isLocalRoot()) {
                    span.segment().handOverWaiting(now);
                }
            } else if (slots.compareAndSet(i, span, null)) {
                if (span.isLocalRoot()) {
                    span.segment().stopWaiting();
                }
                Span snapshot = Snapshot.of(span, now);
                if (snapshot != null) {
                    taken++;
                    unfinished.incrementAndGet();
                    Tracer.handOver(snapshot);
                }
            }
        }
        return taken;
    }

    /** Snapshots handed over so far. Each was recorded like an ended span. */
    public long unfinished() {
        return unfinished.get();
    }

    /** Spans that found the table full so far; these get no snapshot. */
    public long unwatched() {
        return unwatched.get();
    }

    /** Spans in the table; slow. */
    int size() {
        int size = 0;
        for (int i = 0; i < slots.length(); i++) {
            size += slots.get(i) == null ? 0 : 1;
        }
        return size;
    }
}
