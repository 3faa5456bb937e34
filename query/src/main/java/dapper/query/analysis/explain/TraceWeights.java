// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.explain;

import java.util.Arrays;
import java.util.BitSet;

/** The weight and the side of each trace, by its number. */
final class TraceWeights {
    private static final int BYTES_OF_ONE = 18;

    private final StateBytes memory;
    private final Sides all = new Sides();
    private final BitSet selected = new BitSet();
    private double[] weights = new double[16];
    private int size;
    private double selectedNanos;
    private double restNanos;

    TraceWeights(StateBytes memory) {
        this.memory = memory;
    }

    /** Returns whether there was room. */
    boolean add(boolean isSelected, double weight, long durationNanos) {
        if (!memory.take(BYTES_OF_ONE)) {
            return false;
        }
        if (size == weights.length) {
            weights = Arrays.copyOf(weights, 2 * size);
        }
        weights[size] = weight;
        selected.set(size++, isSelected);
        all.add(isSelected, weight);
        if (isSelected) {
            selectedNanos += weight * durationNanos;
        } else {
            restNanos += weight * durationNanos;
        }
        return true;
    }

    /** Returns the number of the trace that was added last. */
    int last() {
        return size - 1;
    }

    double weight(int trace) {
        return weights[trace];
    }

    boolean isSelected(int trace) {
        return selected.get(trace);
    }

    Sides all() {
        return all;
    }

    Explanation.Side selectedSide() {
        return side(all.selected, selectedNanos);
    }

    Explanation.Side restSide() {
        return side(all.rest, restNanos);
    }

    private static Explanation.Side side(Sides.Weights weights, double nanos) {
        double mean = weights.stored() == 0 ? 0 : nanos / weights.sum();
        return new Explanation.Side(weights.stored(), weights.sum(), weights.effective(), mean);
    }
}
