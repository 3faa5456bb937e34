// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

/**
 * The times of the points of all series. Point {@code i} stands for the spans that start after the time of the point
 * before and not later than its own, as in Tempo. The times are multiples of the step, the first of them at or before the
 * start of the query, the last at or after its end, so that a query that is repeated gives the same points. A step as long as
 * the range gives one point at its end for exactly that range.
 *
 * @param firstUnixNanos time of the first point
 * @param stepNanos at least 1
 * @param count number of points, at least 1
 * @param fromUnixNanos earliest start of a span, inclusive
 */
public record Steps(long firstUnixNanos, long stepNanos, int count, long fromUnixNanos) {
    private static final long SECOND = 1_000_000_000L;
    /** The usual number of points: a step of 15 s for an hour. */
    private static final long USUAL = 240;

    /** The most points of a series. */
    public static final int MOST = 11_000;

    /**
     * Aligns a range.
     *
     * @param startUnixNanos not negative
     * @param endUnixNanos after the start
     * @throws IllegalArgumentException if there would be more than {@link #MOST} points, or a time beyond the year 2262;
     *     the message describes valid steps
     */
    public static Steps of(long startUnixNanos, long endUnixNanos, long stepNanos) {
        if (stepNanos < 1) {
            throw new IllegalArgumentException("must be longer than 0");
        }
        if (endUnixNanos - startUnixNanos == stepNanos) {
            return new Steps(endUnixNanos, stepNanos, 1, startUnixNanos);
        }
        long first = startUnixNanos - startUnixNanos % stepNanos;
        long rest = endUnixNanos % stepNanos;
        long last = rest == 0 ? endUnixNanos : endUnixNanos - rest + stepNanos;
        if (last < 0) {
            throw new IllegalArgumentException("must not be longer than the time from 1970 to the end");
        }
        long count = (last - first) / stepNanos + 1;
        if (count > MOST) {
            long least = (endUnixNanos - startUnixNanos) / (MOST - 2) + 1;
            throw new IllegalArgumentException(
                    "must be at least " + least + "ns, because a series has at most " + MOST + " points");
        }
        return new Steps(first, stepNanos, (int) count, Math.max(0, first - stepNanos + 1));
    }

    /** Returns Tempo's default: about 240 points, in whole multiples of five seconds, or of one if the range is short. */
    public static long defaultNanos(long startUnixNanos, long endUnixNanos) {
        long step = (endUnixNanos - startUnixNanos) / USUAL;
        long unit = step >= 5 * SECOND ? 5 * SECOND : SECOND;
        return Math.max(SECOND, step - step % unit);
    }

    /** Returns the latest start of a span, exclusive. */
    public long untilUnixNanos() {
        return unixNanos(count - 1) + 1;
    }

    public long unixNanos(int point) {
        return firstUnixNanos + point * stepNanos;
    }

    /**
     * Returns the point that stands for a time.
     *
     * @param unixNanos within the range
     */
    public int pointOf(long unixNanos) {
        return unixNanos <= firstUnixNanos ? 0 : (int) ((unixNanos - firstUnixNanos - 1) / stepNanos + 1);
    }

    public double seconds() {
        return stepNanos / (double) SECOND;
    }
}
