// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.time.Instant;

/**
 * The time range that the spans of a trace cover. Spans may be added in any order. Used by one thread at a time.
 *
 * <p>A sender's clock may be wrong by any amount: one span of the year 1970 or 2500 would stretch the picture of its
 * trace until nothing else can be seen. So times before the year 2000 or from 2100 on are ignored, unless the trace has
 * no others.
 */
public final class Extent {
    private static final long EARLIEST = nanos("2000-01-01T00:00:00Z");
    private static final long LATEST = nanos("2100-01-01T00:00:00Z");

    private boolean anyPlausible;
    private boolean any;
    private long start;
    private long end;

    public void add(Span span) {
        boolean plausible = isPlausible(span.startUnixNanos());
        if (anyPlausible && !plausible) {
            return;
        }
        long from = span.startUnixNanos();
        long to = end(span, plausible);
        boolean first = !any || plausible && !anyPlausible;
        start = first ? from : Math.min(start, from);
        end = first ? to : Math.max(end, to);
        any = true;
        anyPlausible |= plausible;
    }

    private static long end(Span span, boolean plausible) {
        long from = span.startUnixNanos();
        long to = from + span.durationNanos();
        boolean overflows = to < from;
        if (plausible) {
            return overflows || !isPlausible(to) ? from : to;
        }
        return overflows ? Long.MAX_VALUE : to;
    }

    /** Returns whether a trace may have happened at this time: in the years 2000 to 2099. */
    public static boolean isPlausible(long unixNanos) {
        return unixNanos >= EARLIEST && unixNanos < LATEST;
    }

    /** Start of the earliest span; 0 if there was none. */
    public long startUnixNanos() {
        return start;
    }

    /** End of the span that ended last; 0 if there was none. */
    public long endUnixNanos() {
        return end;
    }

    /** Never negative. */
    public long durationNanos() {
        long nanos = end - start;
        return nanos < 0 ? Long.MAX_VALUE : nanos;
    }

    /** The moment of the extent that is nearest to the given one. */
    public long clamp(long unixNanos) {
        return Math.max(start, Math.min(end, unixNanos));
    }

    private static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
