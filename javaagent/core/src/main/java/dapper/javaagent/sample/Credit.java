// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A guarantee of a number of traces a second: each takes one, time gives them back, and unused traces are saved for one
 * second, but never less than one trace. Lock-free, any thread.
 */
final class Credit {
    /** The unit of a trace: a guarantee may be one in an hour, and time passes in fifths of a second. */
    private static final long ONE = 1_000_000_000;

    private static final double MOST_PER_SECOND = 1e9;

    private final double perSecond;
    private final long most;
    private final AtomicLong saved;

    Credit(double perSecond) {
        this.perSecond = Math.min(perSecond, MOST_PER_SECOND);
        this.most = (long) (Math.max(1, this.perSecond) * ONE);
        this.saved = new AtomicLong(most);
    }

    boolean take() {
        long before = saved.get();
        while (before >= ONE) {
            if (saved.compareAndSet(before, before - ONE)) {
                return true;
            }
            before = saved.get();
        }
        return false;
    }

    /** Called by the clock only; returns false if it was full, so that time changes nothing. */
    boolean refill(double seconds) {
        long before = saved.get();
        if (before == most) {
            return false;
        }
        // Other threads only take meanwhile, so it never overflows.
        saved.addAndGet(Math.min(most - before, (long) (perSecond * seconds * ONE)));
        return true;
    }
}
