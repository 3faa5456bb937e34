// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The durations of calls since they were last taken, in buckets. Application threads add, the metrics thread takes;
 * nobody waits.
 *
 * <p><b>No call is lost or counted twice.</b> A call is one atomic increment of one counter. Taking sets each counter to
 * zero atomically and gets its value: each increment is in exactly one of the values. To retire the cells, taking sets
 * each counter to a negative number instead. The thread that increments a negative counter gets it back, and adds its
 * call elsewhere.
 *
 * <p>Sum, least and greatest duration follow the counter, so a call at the end of an interval may be counted on one side
 * of it and add its duration on the other. {@link Durations} keeps least and greatest consistent with the counters.
 */
final class DurationCells {
    enum Added {
        YES,
        /** Another thread changed the counter at the same time. */
        CONTENDED,
        RETIRED
    }

    private static final int RETIRED = Integer.MIN_VALUE;

    private static final AtomicLongFieldUpdater<DurationCells> SUM =
            AtomicLongFieldUpdater.newUpdater(DurationCells.class, "sum");
    private static final AtomicLongFieldUpdater<DurationCells> LEAST =
            AtomicLongFieldUpdater.newUpdater(DurationCells.class, "least");
    private static final AtomicLongFieldUpdater<DurationCells> GREATEST =
            AtomicLongFieldUpdater.newUpdater(DurationCells.class, "greatest");

    /** The first counts calls of zero nanoseconds, the others are the buckets. */
    private final AtomicIntegerArray counts = new AtomicIntegerArray(1 + DurationBuckets.COUNT);

    @SuppressWarnings("UnusedVariable") // through SUM
    private volatile long sum;

    private volatile long least = Long.MAX_VALUE;
    private volatile long greatest;

    static int place(long nanos) {
        return nanos <= 0 ? 0 : 1 + DurationBuckets.of(nanos);
    }

    /** Adds a call, unless another thread interferes. */
    Added tryAdd(int place, long nanos) {
        int before = counts.get(place);
        if (before < 0) {
            return Added.RETIRED;
        }
        if (!counts.compareAndSet(place, before, before + 1)) {
            return Added.CONTENDED;
        }
        extend(nanos);
        return Added.YES;
    }

    /** Adds a call; returns false if the cells are retired. */
    boolean add(int place, long nanos) {
        if (counts.getAndIncrement(place) < 0) {
            return false;
        }
        extend(nanos);
        return true;
    }

    private void extend(long nanos) {
        SUM.getAndAdd(this, nanos);
        for (long seen = greatest; nanos > seen; seen = greatest) {
            GREATEST.compareAndSet(this, seen, nanos);
        }
        for (long seen = least; nanos < seen; seen = least) {
            LEAST.compareAndSet(this, seen, nanos);
        }
    }

    /** Adds everything to these durations and begins anew; the metrics thread. */
    void takeTo(Durations durations) {
        long before = durations.count();
        for (int place = 0; place <= DurationBuckets.COUNT; place++) {
            if (counts.get(place) > 0) {
                durations.add(place, counts.getAndSet(place, 0));
            }
        }
        if (durations.count() > before) {
            takeExtent(durations);
        }
    }

    /** The same for the last time: from now on nothing can be added. */
    void retireTo(Durations durations) {
        for (int place = 0; place <= DurationBuckets.COUNT; place++) {
            durations.add(place, Math.max(0, counts.getAndSet(place, RETIRED)));
        }
        takeExtent(durations);
    }

    private void takeExtent(Durations durations) {
        durations.extent(SUM.getAndSet(this, 0), LEAST.getAndSet(this, Long.MAX_VALUE), GREATEST.getAndSet(this, 0));
    }
}
