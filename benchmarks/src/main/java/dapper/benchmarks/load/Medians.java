// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.util.stream.DoubleStream;

/** The middle value, or the mean of the two middle values. */
final class Medians {
    private Medians() {}

    static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
