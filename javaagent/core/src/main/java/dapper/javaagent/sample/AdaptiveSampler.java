// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a target number of traces a second, of each root operation and in total, by moving T (paper, section 4.4:
 * adaptive sampling). Decides on the application's threads, without locks and, for a trace it does not keep, without
 * allocating or reading the clock.
 *
 * <p><b>Why counts stay right.</b> T is fixed before R is compared, and travels with the trace. No matter how T moved
 * before, a trace kept with probability p counts for 1/p, and the sum has no bias. Nothing is refused after the
 * comparison.
 *
 * <p><b>How T moves.</b> Each operation has a {@link Budget}. A kept trace raises T immediately, by a factor of at most
 * two in the probability (2^0.4 at ten a second); time lowers it, by four halvings a second at most. So a burst from
 * nothing keeps one second's saving plus a quarter of a second's target for each doubling of load over target, then the
 * target: at 100,000 requests a second, 5.3 times the target in its first second. After a burst everything is recorded
 * again within a second for each four halvings.
 *
 * <p><b>In total.</b> The traces of all operations draw on one more budget. As its saving shrinks, the target of every
 * operation shrinks with it: busy operations lose traces, and one that stays below the common target is still recorded
 * completely. Only when its saving is gone, in a burst over many operations, does it raise T equally for all.
 */
final class AdaptiveSampler implements HeadSampler, Ticking {
    /** The level from which the total budget reduces targets; below it the saving is full or nearly so. */
    private static final double PLENTY = -3;

    /**
     * Halvings of each operation's target when all savings are gone: {@link Operations#MOST} of them then share the
     * total.
     */
    private static final double LEAST_SHARE = 7;

    /** An operation that kept no trace for ten minutes may be forgotten, if its place is needed. */
    private static final int FORGET_TICKS = 3_000;

    private final double targetPerOperation;
    private final double targetTotal;
    private final boolean followsParent;
    private final Operations operations = new Operations();
    private final Budget all = new Budget();
    private final SamplingClock clock = new SamplingClock(this);
    private volatile long thresholdOfAll;

    /** Both targets in traces a second. */
    AdaptiveSampler(double targetPerOperation, double targetTotal, boolean followsParent) {
        this.targetPerOperation = targetPerOperation;
        this.targetTotal = targetTotal;
        this.followsParent = followsParent;
    }

    @Override
    public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
        long key = OperationKey.of(kind, name, path);
        RootOperation operation = operations.find(key);
        long threshold = Math.max(thresholdOfAll, operation == null ? 0 : operation.threshold());
        if (randomness < threshold) {
            return DROP;
        }
        kept(operation == null ? operations.add(key) : operation);
        return threshold;
    }

    private void kept(RootOperation operation) {
        all.spend(targetTotal);
        double halvings = all.halvings();
        thresholdOfAll = ThresholdSteps.at(halvings);
        operation.kept(target(halvings));
    }

    /** The traces a second that each operation may keep at the current level of the total budget. */
    private double target(double halvingsOfAll) {
        double drawn = (Math.min(0, halvingsOfAll) - PLENTY) / -PLENTY;
        return drawn <= 0 ? targetPerOperation : targetPerOperation * Math.pow(2, -LEAST_SHARE * drawn);
    }

    @Override
    public boolean tick(double seconds) {
        all.refill(targetTotal, seconds);
        double halvings = all.halvings();
        thresholdOfAll = ThresholdSteps.at(halvings);
        boolean active = operations.refill(target(halvings), seconds);
        operations.forget(FORGET_TICKS);
        return active;
    }

    @Override
    public boolean followsParent() {
        return followsParent;
    }

    @Override
    public long threshold() {
        return Math.max(thresholdOfAll, operations.greatestThreshold());
    }

    /** The number of root operations with a budget of their own. */
    int operations() {
        return operations.size();
    }

    @Override
    public void start() {
        clock.start();
    }

    @Override
    public void close() {
        clock.close();
    }
}
