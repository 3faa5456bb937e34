// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.index;

import java.util.concurrent.TimeUnit;

/**
 * The places of blocks in time: minutes since 1970.
 *
 * <p>A span belongs to the minute in which it arrives, because a collector then writes one block for all spans that arrive
 * together. A span that arrives late, or too early by the clock of its sender, belongs to the minute of its start. So a
 * search for starts reads the minutes of its range and some minutes around them. A span whose start is too far away to be
 * right belongs to {@link #STRAY}, which every search reads.
 */
public final class Slots {
    /** Holds spans with starts that cannot be right. */
    public static final int STRAY = -1;

    /** Different minutes into which one block may be divided; the spans of more are strays. */
    public static final int MOST_LATE = 32;

    static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long LATE = 10 * MINUTE;
    private static final long EARLY = MINUTE;
    private static final long LONGEST_PAST = TimeUnit.DAYS.toNanos(31);
    private static final long LONGEST_FUTURE = TimeUnit.DAYS.toNanos(1);

    private Slots() {}

    /** Returns the minute of a time after 1970, in nanoseconds. */
    public static int of(long unixNanos) {
        return (int) (unixNanos / MINUTE);
    }

    /**
     * Returns the slot of a span.
     *
     * @param start of the span, by the clock of its sender
     * @param arrival now, by the clock of this process
     */
    public static int of(long start, long arrival) {
        long age = arrival - start;
        if (start < 0 || age > LONGEST_PAST || age < -LONGEST_FUTURE) {
            return STRAY;
        }
        return age <= LATE && age >= -EARLY ? of(arrival) : of(start);
    }

    /** Returns the first slot, but for {@link #STRAY}, with spans that start at this time or later. */
    public static int first(long unixNanos) {
        return of(Math.max(0, unixNanos - EARLY));
    }

    /** Returns the last slot with spans that start at this time or earlier. */
    public static int last(long unixNanos) {
        return of(unixNanos > Long.MAX_VALUE - LATE ? Long.MAX_VALUE : Math.max(0, unixNanos) + LATE);
    }

    /** Returns a time after the start of every span of a slot. */
    public static long end(int slot) {
        if (slot == STRAY || slot > Long.MAX_VALUE / MINUTE - 2) {
            return Long.MAX_VALUE;
        }
        return (slot + 1) * MINUTE + EARLY;
    }

    /** Returns the hour of a slot: the headers of its merged blocks are in one partition. */
    public static int hour(int slot) {
        return Math.floorDiv(slot, 60);
    }
}
