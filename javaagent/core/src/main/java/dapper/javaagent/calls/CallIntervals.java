// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import java.util.concurrent.TimeUnit;

/**
 * Divides time into intervals at the multiples of their length, and freezes the calls of each. A frozen interval never
 * changes: it may be sent again, and its start identifies it. One lock: the metrics thread freezes at each boundary, the
 * export thread once more at exit.
 *
 * <p>An interval that is frozen late, after a pause of the process, has the bounds of the latest one and all calls until
 * then, so none spans two minutes.
 */
final class CallIntervals {
    private final CallsEncoder encoder;
    private final PendingIntervals pending;
    private final long lengthMillis;
    private final long lengthNanos;

    /** Nanoseconds since 1970. */
    private long lastEnd;

    /** Makes starts unique when the system's clock was set back. */
    private long stepsBack;

    /** @param startEpochNanos of the agent */
    CallIntervals(CallsEncoder encoder, PendingIntervals pending, long lengthMillis, long startEpochNanos) {
        this.encoder = encoder;
        this.pending = pending;
        this.lengthMillis = lengthMillis;
        this.lengthNanos = TimeUnit.MILLISECONDS.toNanos(lengthMillis);
        this.lastEnd = startEpochNanos;
    }

    /** The latest boundary, in milliseconds since 1970. */
    long boundary(long epochMillis) {
        return epochMillis - epochMillis % lengthMillis;
    }

    /** Freezes the interval that ends at this boundary, in milliseconds since 1970; returns whether it has calls. */
    synchronized boolean freezeAt(long boundaryMillis) {
        return freeze(TimeUnit.MILLISECONDS.toNanos(boundaryMillis));
    }

    /** Freezes the interval that has begun. */
    synchronized boolean freezeNow(long epochMillis) {
        return freeze(Math.max(TimeUnit.MILLISECONDS.toNanos(epochMillis), lastEnd + 1));
    }

    private boolean freeze(long end) {
        long earliest = (end - 1) / lengthNanos * lengthNanos;
        long start = end > lastEnd ? Math.max(lastEnd, earliest) : earliest + ++stepsBack;
        lastEnd = end;
        byte[] frozen = encoder.take(start, end);
        if (frozen != null) {
            pending.add(frozen);
        }
        return frozen != null;
    }

    synchronized long calls() {
        return encoder.calls();
    }

    synchronized long overflowed() {
        return encoder.overflowed();
    }
}
