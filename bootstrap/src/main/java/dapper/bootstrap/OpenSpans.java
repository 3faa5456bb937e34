// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The spans that have not ended yet, for the export thread, which sends those that take too long as unfinished.
 *
 * <p>A fixed table. The start of a span puts it into one slot and its end empties that slot, one compare-and-set each. The
 * slot follows from the random span id, so threads rarely meet. A span leaves the table when its snapshot is taken, so
 * the table holds on to nothing for longer than the limit. A span that finds no slot is counted and not watched.
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

    /** By the thread that starts the span. The table is how the export thread gets to see it. */
    void add(Span span) {
        int first = (int) span.spanId();
        // Odd, so that no slot is tried twice; random too, so that full slots form no long rows.
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
            // Nobody would notice that it does not end, so its children must not wait for that.
            span.segment().stopWaiting();
        }
    }

    /** By the first call of {@link Span#end()}. Does nothing if the snapshot was faster. */
    void remove(Span span) {
        slots.compareAndSet(span.slot(), span, null);
    }

    /**
     * Hands over a snapshot of every open span that started so long ago, and the finished spans that have waited for a
     * root for a second. Children of a root that was sent as unfinished hand themselves over from then on. One thread at
     * a time.
     *
     * @param ageNanos 0 for all open spans
     * @param most snapshots taken by this call, at most; a bound for the memory that they need
     * @return how many snapshots were taken; {@code most} if there may be more to take
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

    /** Snapshots handed over so far. Each was recorded like a span that ended. */
    public long unfinished() {
        return unfinished.get();
    }

    /** Spans so far that found the table full: of these there is no snapshot. */
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
