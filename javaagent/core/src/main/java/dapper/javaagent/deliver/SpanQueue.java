// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanSink;
import dapper.javaagent.config.QueueConfig;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The queue of finished spans that wait for export. Any thread offers, without ever blocking; one thread takes.
 *
 * <p>One element is one chain, usually a whole local trace, so spans that do not fit are dropped by the trace.
 * Admission is one compare-and-set on {@link #held}, which packs the spans and bytes that are waiting or being sent. A
 * span leaves {@code held} at the moment it is counted as exported or dropped; {@link #version} is odd meanwhile, so
 * that {@link #counts()} counts each span exactly once.
 */
public final class SpanQueue implements SpanSink {
    /** Bytes are counted in units of this many, so that they fit beside the spans in one long. */
    private static final int UNIT_SHIFT = 4;

    private static final long UNITS_MASK = 0xFFFF_FFFFL;
    private static final long NEVER = Long.MAX_VALUE;

    /** Together at most a fifth of a second: on a busy machine the consumer may be stopped within a settlement. */
    private static final int MAX_READINGS = 2_000;

    private static final int QUICK_READINGS = 100;
    private static final long READING_PAUSE_NANOS = 100_000;

    private final MpscAtomicArrayQueue<Span> chains;
    private final long maxSpans;
    private final long maxUnits;

    /** Spans in the upper half, units of bytes in the lower half. */
    private final AtomicLong held = new AtomicLong();

    private final AtomicLong exported = new AtomicLong();
    private final AtomicLongArray dropped = new AtomicLongArray(DropReason.values().length);
    private final AtomicLong version = new AtomicLong();

    private volatile long wakeAt = NEVER;
    private volatile @Nullable Thread consumer;

    public SpanQueue(QueueConfig config) {
        this(config.maxSpans(), config.maxBytes());
    }

    SpanQueue(int maxSpans, long maxBytes) {
        this.chains = new MpscAtomicArrayQueue<>(Math.max(2, maxSpans));
        this.maxSpans = maxSpans;
        this.maxUnits = maxBytes >> UNIT_SHIFT;
        // The first run of a method may need memory. If there is none later, a settlement must not stop half-way.
        settle(0, 0, DropReason.QUEUE_FULL);
    }

    @Override
    public void offer(Span chain) {
        long weight = weight(chain);
        long before;
        do {
            before = held.get();
            if (!fits(before, weight)) {
                drop(chain);
                return;
            }
        } while (!held.compareAndSet(before, before + weight));
        // There is a slot: every chain in the queue is at least one of the admitted spans.
        chains.offer(chain);
        if (isDue(before + weight, wakeAt)) {
            wakeUp();
        }
    }

    /** Returns whether this many spans are queued, or the queue is nearly full. */
    private boolean isDue(long packed, long spans) {
        return spans != NEVER && (spans(packed) >= Math.min(spans, (maxSpans + 1) / 2) || units(packed) > maxUnits / 2);
    }

    /** A chain larger than the bounds is accepted when it is alone, otherwise it would never be. */
    private boolean fits(long before, long weight) {
        return before == 0 || (spans(before) + spans(weight) <= maxSpans && units(before) + units(weight) <= maxUnits);
    }

    private void drop(Span chain) {
        dropped.addAndGet(DropReason.QUEUE_FULL.index(), chain.chainLength());
        for (@Nullable Span span = chain; span != null; ) {
            span = span.release();
        }
    }

    private static long spans(long packed) {
        return packed >>> 32;
    }

    private static long units(long packed) {
        return packed & UNITS_MASK;
    }

    private static long units(int bytes) {
        return (long) bytes >>> UNIT_SHIFT;
    }

    /** Ends the consumer's wait early. Any thread. */
    void wakeUp() {
        wakeAt = NEVER;
        LockSupport.unpark(consumer);
    }

    /** Waits until {@link #holds} is true, the thread is unparked, or the time is over. Consumer only. */
    void await(int spans, long nanos) {
        consumer = Thread.currentThread();
        wakeAt = spans;
        if (!holds(spans)) {
            LockSupport.parkNanos(this, nanos);
        }
        wakeAt = NEVER;
    }

    /** Returns whether about this many spans are queued, or half of the queue's capacity. */
    boolean holds(int spans) {
        return isDue(held.get(), spans);
    }

    /** The oldest chain, or null. Its spans still count as queued. Consumer only. */
    @Nullable
    Span poll() {
        return chains.poll();
    }

    /** The weight, for {@link #settle}, of a chain that begins with this span. Consumer only. */
    static long weight(@Nullable Span chain) {
        return chain == null ? 0 : (long) chain.chainLength() << 32 | units(chain.chainBytes());
    }

    /** Counts the outcome of spans that were taken from the queue. Consumer only. */
    void settle(long weight, long rejected, DropReason reason) {
        long spans = spans(weight);
        long lost = Math.min(rejected, spans);
        version.incrementAndGet();
        try {
            exported.addAndGet(spans - lost);
            dropped.addAndGet(reason.index(), lost);
            held.addAndGet(-weight);
        } finally {
            version.incrementAndGet();
        }
    }

    /** A consistent reading, unless the consumer is stopped in the middle of a settlement for long. Any thread. */
    @SuppressWarnings("ThreadPriorityCheck") // The yield is a short pause; nothing depends on it.
    public QueueCounts counts() {
        QueueCounts counts = read();
        for (int attempt = 0; attempt < MAX_READINGS; attempt++) {
            long before = version.get();
            counts = read();
            if ((before & 1) == 0 && version.get() == before) {
                return counts;
            }
            if (attempt < QUICK_READINGS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(READING_PAUSE_NANOS);
            }
        }
        return counts;
    }

    private QueueCounts read() {
        long[] reasons = new long[dropped.length()];
        for (int i = 0; i < reasons.length; i++) {
            reasons[i] = dropped.get(i);
        }
        long waiting = held.get();
        return new QueueCounts(exported.get(), spans(waiting), units(waiting) << UNIT_SHIFT, reasons);
    }
}
