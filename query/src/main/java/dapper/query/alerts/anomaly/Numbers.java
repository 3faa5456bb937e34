// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.anomaly;

import java.util.Arrays;

/** A sample of numbers that can grow, and its order statistics. NaN is left out. */
final class Numbers {
    private double[] values = new double[16];
    private int size;
    private boolean sorted;

    static Numbers of(double... values) {
        Numbers numbers = new Numbers();
        for (double value : values) {
            numbers.add(value);
        }
        return numbers;
    }

    void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        sorted = false;
    }

    int size() {
        return size;
    }

    double median() {
        return quantile(0.5);
    }

    /** Returns a quantile, between two numbers their mixture; NaN without numbers. */
    double quantile(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        double rank = share * (size - 1);
        int below = (int) rank;
        double above = values[Math.min(size - 1, below + 1)];
        return values[below] + (rank - below) * (above - values[below]);
    }

    /** Returns the same numbers without their signs. */
    Numbers sizes() {
        Numbers sizes = new Numbers();
        for (int i = 0; i < size; i++) {
            sizes.add(Math.abs(values[i]));
        }
        return sizes;
    }
}
