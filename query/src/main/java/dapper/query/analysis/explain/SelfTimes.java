// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.explain;

import dapper.query.analysis.explain.Explanation.TimingDifference;
import dapper.query.analysis.pattern.PathPart;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The self times of one operation in the traces that have it; in the others it is 0.
 *
 * <p>Durations have long tails, so that a test of their means would find differences that are none. Here the traces are
 * divided at a quantile of the self times of both sides together, and the shares above it are compared. There are two
 * such quantiles: the median, and the one that leaves as many traces above as are selected, which finds an operation that
 * is slow in just these. Neither depends on which traces are selected.
 */
final class SelfTimes {
    /** Comparisons for each operation. */
    static final int CANDIDATES = 2;

    private static final int BYTES_OF_ONE = 12;
    private static final int BYTES = 200;
    private static final double MEDIAN = 0.5;
    private static final double HIGHEST = 0.99;

    private final StateBytes memory;
    private int[] traces = new int[4];
    private long[] nanos = new long[4];
    private int size;

    SelfTimes(StateBytes memory) {
        this.memory = memory;
    }

    static boolean hasRoom(StateBytes memory, PathPart operation) {
        return memory.take(BYTES
                + 2L * (operation.service().length() + operation.operation().length()));
    }

    /** Adds the time of a span to that of its trace. The spans of a trace come together. */
    void add(int trace, long more) {
        if (size > 0 && traces[size - 1] == trace) {
            nanos[size - 1] += more;
            return;
        }
        if (size == traces.length) {
            // Both arrays exist twice while they grow.
            if (!memory.take(2L * size * BYTES_OF_ONE)) {
                return;
            }
            traces = Arrays.copyOf(traces, 2 * size);
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        traces[size] = trace;
        nanos[size++] = more;
    }

    int stored() {
        return size;
    }

    /** @return with the chance of a single comparison, 1 if the means differ in another direction than the shares */
    TimingDifference difference(PathPart operation, TraceWeights weights, ExactTest test) {
        double selected = 0;
        double rest = 0;
        for (int i = 0; i < size; i++) {
            double weighted = nanos[i] * weights.weight(traces[i]);
            if (weights.isSelected(traces[i])) {
                selected += weighted;
            } else {
                rest += weighted;
            }
        }
        Sides all = weights.all();
        double selectedMean = selected / all.selected.sum();
        double restMean = rest / all.rest.sum();
        double asSelected = 1 - all.selected.sum() / all.traces();
        double chance = Math.min(
                chance(MEDIAN, weights, test, selectedMean > restMean),
                chance(Math.min(HIGHEST, Math.max(MEDIAN, asSelected)), weights, test, selectedMean > restMean));
        return new TimingDifference(operation, selectedMean, restMean, chance);
    }

    private double chance(double quantile, TraceWeights weights, ExactTest test, boolean isSlower) {
        long limit = quantile(quantile, weights);
        Sides above = new Sides();
        for (int i = 0; i < size; i++) {
            if (nanos[i] > limit) {
                above.add(weights.isSelected(traces[i]), weights.weight(traces[i]));
            }
        }
        Sides all = weights.all();
        double difference = above.selected.sum() / all.selected.sum() - above.rest.sum() / all.rest.sum();
        return difference > 0 == isSlower ? test.chance(above) : 1;
    }

    /** Returns the shortest time that at least this part of all traces does not exceed. */
    private long quantile(double quantile, TraceWeights weights) {
        double all = weights.all().traces();
        double above = 0;
        int[] longestFirst = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> nanos[i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i : longestFirst) {
            above += weights.weight(traces[i]);
            if (above > (1 - quantile) * all) {
                return nanos[i];
            }
        }
        return 0;
    }
}
