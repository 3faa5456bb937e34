// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import java.util.concurrent.TimeUnit;

/**
 * A time range before an evaluation.
 *
 * @param nanos its length, a multiple of its step
 * @param before how much earlier than the evaluation it ends
 * @param stepNanos its end is a multiple of this; the calls of a step are summed up in one row of the store
 */
public record Window(long nanos, long before, long stepNanos) {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long TEN_MINUTES = TimeUnit.MINUTES.toNanos(10);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long LONGEST = TimeUnit.DAYS.toNanos(30);

    /**
     * Returns a window that ends at the evaluation.
     *
     * @throws IllegalArgumentException with a message that describes valid lengths
     */
    static Window of(long nanos) {
        long step = nanos <= 3 * HOUR ? MINUTE : nanos <= 48 * HOUR ? TEN_MINUTES : HOUR;
        if (nanos < MINUTE || nanos > LONGEST || nanos % step != 0) {
            throw new IllegalArgumentException(
                    "must be 1m to 30d: whole minutes up to 3h, multiples of 10m up to 2d, and whole hours beyond");
        }
        return new Window(nanos, 0, step);
    }

    /**
     * Returns a window that can be compared with the same one of another day. Of that, sums of ten minutes are kept longest.
     *
     * @throws IllegalArgumentException with a message that describes valid lengths
     */
    static Window comparable(long nanos) {
        Window window = of(nanos);
        if (nanos % TEN_MINUTES != 0) {
            throw new IllegalArgumentException("must be a multiple of 10m if it is compared with another day");
        }
        return new Window(nanos, 0, Math.max(TEN_MINUTES, window.stepNanos));
    }

    /** Returns the same window of an earlier day. */
    Window earlier(long by) {
        return new Window(nanos, before + by, stepNanos);
    }

    /** Returns the last multiple of the step that is not after a time. */
    public long endAt(long unixNanos) {
        return Math.floorDiv(unixNanos, stepNanos) * stepNanos;
    }

    /** Returns the range of an evaluation. */
    public Range at(long unixNanos) {
        long end = endAt(unixNanos) - before;
        return new Range(end - nanos, end);
    }

    /** Nanoseconds since 1970, the start inclusive and the end exclusive. */
    public record Range(long start, long end) {}

    double seconds() {
        return nanos / 1e9;
    }

    String text() {
        return Amounts.duration(nanos);
    }
}
