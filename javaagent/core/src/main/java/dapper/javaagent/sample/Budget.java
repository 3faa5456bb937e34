// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The excess of kept traces over the target, as the number of times that their probability must be halved.
 *
 * <p>Each kept trace adds a step and time removes steps at the rate of the target. So if the load exceeds the target,
 * the sum rises until just the target is kept: it converges to the logarithm of load over target, for any load. Below
 * zero it is a saving, of one second's traces at most, and everything is kept. Lock-free, any thread.
 */
final class Budget {
    /** The maximum saving: one second's traces at four to a halving of their sum. */
    private static final double SAVED = -4;

    /** The rate at which a target is regained after the load has fallen, in halvings a second. */
    private static final double PER_SECOND = 4;

    /** The bits of a double. */
    private final AtomicLong halvings = new AtomicLong(Double.doubleToRawLongBits(SAVED));

    /** Positive: the probability is 2 to the power of minus this. */
    double halvings() {
        return Double.longBitsToDouble(halvings.get());
    }

    /** True if the saving is at its maximum, so that time changes nothing. */
    boolean isFull() {
        return halvings() <= SAVED;
    }

    /** @param target traces a second */
    void spend(double target) {
        add(Math.min(1, PER_SECOND / target));
    }

    /** @param target traces a second */
    void refill(double target, double seconds) {
        add(-Math.min(target, PER_SECOND) * seconds);
    }

    private void add(double change) {
        long before;
        double after;
        do {
            before = halvings.get();
            after = Math.max(SAVED, Double.longBitsToDouble(before) + change);
        } while (!halvings.compareAndSet(before, Double.doubleToRawLongBits(after)));
    }
}
