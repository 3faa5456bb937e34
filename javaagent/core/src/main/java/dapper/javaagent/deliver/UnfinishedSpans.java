// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.bootstrap.OpenSpans;
import java.util.concurrent.TimeUnit;

/**
 * Hands over, about every second, a snapshot of every span that has been open for too long, and the spans that wait for
 * it, so that no trace disappears because one callback never came. Each span once: a stream of hours makes one
 * snapshot. Runs on the export thread; any thread may read the counters.
 */
public final class UnfinishedSpans {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Snapshots made at a time: bounds the heap they need and fits the queue. */
    private static final int MOST = 2_048;

    private final OpenSpans openSpans = new OpenSpans();
    private final long ageNanos;
    private final long intervalNanos;
    private long dueAt;
    private boolean exitDone;

    /** @param afterMillis 0 for never */
    public UnfinishedSpans(long afterMillis) {
        this.ageNanos = TimeUnit.MILLISECONDS.toNanos(afterMillis);
        this.intervalNanos = Math.min(INTERVAL_NANOS, ageNanos);
        this.dueAt = System.nanoTime() + intervalNanos;
    }

    public boolean isOn() {
        return ageNanos > 0;
    }

    /** The table for spans that start. */
    public OpenSpans openSpans() {
        return openSpans;
    }

    long nanosUntilDue() {
        return isOn() ? Math.max(0, dueAt - System.nanoTime()) : Long.MAX_VALUE;
    }

    /** If there are very many, the rest is handed over the next time. */
    void handOverIfDue() {
        if (isOn() && System.nanoTime() - dueAt >= 0) {
            openSpans.sweep(ageNanos, MOST);
            dueAt = System.nanoTime() + intervalNanos;
        }
    }

    /** Hands over all spans that are open when the exit begins. Returns true if there may be more. */
    boolean handOverAtExit() {
        if (isOn() && !exitDone) {
            exitDone = openSpans.sweep(0, MOST) < MOST;
        }
        return isOn() && !exitDone;
    }

    /** Snapshots so far, which are also counted as recorded. */
    public long count() {
        return openSpans.unfinished();
    }

    /** Spans so far that get no snapshot, because too many others were open when they started. */
    long unwatched() {
        return openSpans.unwatched();
    }
}
