// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.javaagent.export.AgentThreads;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that advances a sampler's time, so that requests need not read a clock: five times a second while traces
 * are kept, once a second otherwise.
 */
final class SamplingClock implements Runnable {
    private static final long TICK_NANOS = 200_000_000;
    private static final long IDLE_NANOS = 1_000_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Ticking sampler;
    private final Thread thread;
    private volatile boolean closed;

    SamplingClock(Ticking sampler) {
        this.sampler = sampler;
        this.thread = new AgentThreads("dapper-sampling").newThread(this);
    }

    void start() {
        thread.start();
    }

    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        boolean active = true;
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(this, active ? TICK_NANOS : IDLE_NANOS);
            long now = System.nanoTime();
            // After a pause of the whole process T still moves in small steps. After a quiet second the time of its
            // first trace is unknown.
            long passed = Math.min(now - last, active ? IDLE_NANOS : TICK_NANOS);
            try {
                active = sampler.tick(passed / NANOS_PER_SECOND);
            } catch (Throwable e) {
                // Most likely out of memory. Without this thread the threshold would stand still.
                active = true;
            }
            last = now;
        }
    }
}
