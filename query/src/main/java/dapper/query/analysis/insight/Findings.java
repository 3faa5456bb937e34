// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Collects the insights of one trace. Used by one thread. */
final class Findings {
    static final int MOST = 100;

    private static final Comparator<Insight> HEAVIEST_FIRST = Comparator.comparingDouble(Insight::weight)
            .thenComparingLong(Insight::costNanos)
            .reversed()
            .thenComparing(insight -> insight.positions().get(0))
            .thenComparing(Insight::kind);

    private final TimedTrace trace;
    private final InsightLimits limits;
    private final List<Insight> found = new ArrayList<>();
    private final BitSet explained = new BitSet();

    Findings(TimedTrace trace, InsightLimits limits) {
        this.trace = trace;
        this.limits = limits;
    }

    InsightLimits limits() {
        return limits;
    }

    /** Returns whether so much time of the critical path is worth an insight. */
    boolean isWorth(long costNanos) {
        return costNanos > 0
                && costNanos >= limits.leastNanos()
                && costNanos >= limits.leastShare() * trace.durationNanos();
    }

    void add(InsightKind kind, Positions positions, long costNanos, String sentence) {
        add(kind, positions, costNanos, 0, sentence);
    }

    /** @param leastWeight the weight even if it cost no time */
    void add(InsightKind kind, Positions positions, long costNanos, double leastWeight, String sentence) {
        double share = trace.durationNanos() == 0 ? 0 : (double) costNanos / trace.durationNanos();
        List<Integer> first = IntStream.of(positions.sorted())
                .limit(Insight.MOST_POSITIONS)
                .boxed()
                .toList();
        double weight = Math.min(1, Math.max(leastWeight, share));
        found.add(new Insight(kind, first, positions.size(), costNanos, weight, sentence));
    }

    /** Marks spans so that later detectors do not report them once more. */
    void explain(int position) {
        explained.set(position);
    }

    boolean isExplained(int position) {
        return explained.get(position);
    }

    List<Insight> heaviestFirst() {
        return found.stream().sorted(HEAVIEST_FIRST).limit(MOST).toList();
    }
}
