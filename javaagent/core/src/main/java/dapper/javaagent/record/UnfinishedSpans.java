// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.bootstrap.OpenSpans;
import java.util.concurrent.TimeUnit;

/**
 * Hands over, about each second, a snapshot of every span that has been open for too long, and what waits for such a span,
 * so that no trace disappears because one callback never came. Each span once: a stream of hours makes one snapshot. The
 * export thread looks, any thread may read the counters.
 */
final class UnfinishedSpans {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Snapshots made at a time: what they need of the heap is bounded, and the queue has room for them. */
    private static final int MOST = 2_048;

    private final OpenSpans openSpans = new OpenSpans();
    private final long ageNanos;
    private final long intervalNanos;
    private long dueAt;
    private boolean exitDone;

    /** @param afterMillis 0 for never */
    UnfinishedSpans(long afterMillis) {
        this.ageNanos = TimeUnit.MILLISECONDS.toNanos(afterMillis);
        this.intervalNanos = Math.min(INTERVAL_NANOS, ageNanos);
        this.dueAt = System.nanoTime() + intervalNanos;
    }

    boolean isOn() {
        return ageNanos > 0;
    }

    /** Where spans that start are to be put. */
    OpenSpans openSpans() {
        return openSpans;
    }

    long nanosUntilDue() {
        return isOn() ? Math.max(0, dueAt - System.nanoTime()) : Long.MAX_VALUE;
    }

    /** The rest, if there are very many, is handed over the next time. */
    void handOverIfDue() {
        if (isOn() && System.nanoTime() - dueAt >= 0) {
            openSpans.sweep(ageNanos, MOST);
            dueAt = System.nanoTime() + intervalNanos;
        }
    }

    /** Whatever is open when the exit begins. True if there may be more to hand over. */
    boolean handOverAtExit() {
        if (isOn() && !exitDone) {
            exitDone = openSpans.sweep(0, MOST) < MOST;
        }
        return isOn() && !exitDone;
    }

    /** Snapshots so far, which are counted as recorded too. */
    long count() {
        return openSpans.unfinished();
    }

    /** Spans so far that will have no snapshot, because too many others were open when they started. */
    long unwatched() {
        return openSpans.unwatched();
    }
}
