// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import dapper.javaagent.config.AgentLog;
import dapper.javaagent.export.AgentThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The metrics thread: freezes the intervals at their boundaries. Not the export thread, which may wait for the collector
 * at that moment.
 */
final class IntervalClock implements Runnable {
    private static final long GRACE_MILLIS = 5;

    private final CallIntervals intervals;
    private final long lengthMillis;
    private final Thread thread;
    private volatile boolean closed;
    private boolean complained;

    IntervalClock(CallIntervals intervals, long lengthMillis) {
        this.intervals = intervals;
        this.lengthMillis = lengthMillis;
        this.thread = new AgentThreads("dapper-metrics").newThread(this);
    }

    void start() {
        thread.start();
    }

    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** The time until the next interval is frozen, and a little more. Any thread. */
    long nanosUntilNext() {
        long now = System.currentTimeMillis();
        return TimeUnit.MILLISECONDS.toNanos(intervals.boundary(now) + lengthMillis - now + GRACE_MILLIS);
    }

    @Override
    public void run() {
        long last = intervals.boundary(System.currentTimeMillis());
        while (!closed) {
            long now = System.currentTimeMillis();
            long boundary = intervals.boundary(now);
            if (boundary != last) {
                freeze(boundary);
                last = boundary;
            } else {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(boundary + lengthMillis - now));
            }
        }
    }

    private void freeze(long boundary) {
        try {
            intervals.freezeAt(boundary);
        } catch (Throwable e) {
            // Most likely out of memory: the next interval may succeed.
            complain(e);
        }
    }

    private void complain(Throwable reason) {
        if (complained) {
            return;
        }
        try {
            AgentLog.warn("metrics of calls are incomplete: " + reason);
            complained = true;
        } catch (Throwable e) {
            // Not even memory for a line. This thread must live: nobody else freezes the intervals.
        }
    }
}
