// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

/** A root operation with the threshold in force for it. Any thread. */
final class RootOperation {
    final long key;
    private final Budget budget = new Budget();
    private volatile long threshold;

    /** Used by the clock's thread only. */
    private int quietTicks;

    RootOperation(long key) {
        this.key = key;
    }

    long threshold() {
        return threshold;
    }

    void kept(double target) {
        budget.spend(target);
        threshold = ThresholdSteps.at(budget.halvings());
    }

    /** Called by the clock only. */
    void refill(double target, double seconds) {
        if (budget.isFull()) {
            quietTicks++;
            return;
        }
        quietTicks = 0;
        budget.refill(target, seconds);
        threshold = ThresholdSteps.at(budget.halvings());
    }

    boolean isQuiet() {
        return quietTicks > 0;
    }

    /** The number of consecutive ticks of the clock in which no trace of it was kept. Called by the clock only. */
    int quietTicks() {
        return quietTicks;
    }
}
