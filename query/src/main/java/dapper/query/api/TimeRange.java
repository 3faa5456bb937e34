// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.server.settings.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The time range of a request, in nanoseconds since 1970.
 *
 * @param start inclusive
 * @param end after the start
 */
record TimeRange(long start, long end) {
    static final Set<String> NAMES = Set.of("start", "end", "lookback");

    private static final long SECOND = 1_000_000_000L;

    /** @param defaultLookback the length of the range if neither its start nor its length is given */
    static TimeRange of(Parameters given, Clock clock, Duration defaultLookback) {
        Long end = given.parsed("end", TimeText::unixNanos);
        Long start = given.parsed("start", TimeText::unixNanos);
        Long lookback = given.parsed("lookback", DurationText::nanos);
        long to = end == null ? now(clock) : end;
        if (start == null) {
            long length = lookback == null ? defaultLookback.toNanos() : lookback;
            return new TimeRange(Math.max(0, to - Math.max(1, length)), to);
        }
        if (lookback != null) {
            throw ProblemException.badParameter(
                    "lookback", "lookback counts back from end, so it cannot stand beside start: give one of them.");
        }
        if (start >= to) {
            throw ProblemException.badParameter("start", "start must be before end.");
        }
        return new TimeRange(start, to);
    }

    double seconds() {
        return (end - start) / (double) SECOND;
    }

    private static long now(Clock clock) {
        Instant now = clock.instant();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), SECOND), now.getNano());
    }
}
