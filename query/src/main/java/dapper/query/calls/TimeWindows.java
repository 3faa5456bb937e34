// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import java.util.concurrent.TimeUnit;

/** The length of windows in which the calls of a whole time range are read: so few that a read is fast. */
public final class TimeWindows {
    private TimeWindows() {}

    /** Returns 10 s, a minute, ten minutes or an hour; calls count if the middle of their window is in the range. */
    public static long nanos(long start, long end) {
        long minutes = TimeUnit.NANOSECONDS.toMinutes(end - start);
        if (minutes < 10) {
            return TimeUnit.SECONDS.toNanos(10);
        }
        if (minutes <= 180) {
            return TimeUnit.MINUTES.toNanos(1);
        }
        return minutes <= 2 * 24 * 60 ? TimeUnit.MINUTES.toNanos(10) : TimeUnit.HOURS.toNanos(1);
    }
}
