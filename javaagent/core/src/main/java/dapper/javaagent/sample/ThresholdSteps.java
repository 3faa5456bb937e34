// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.sampling.Threshold;

/** The few thresholds that the adaptive sampler uses: eight between each probability and its half. */
final class ThresholdSteps {
    private static final int PER_HALVING = 8;

    /** A probability of 2^-30 holds a budget of one trace a second against a billion requests. */
    private static final int HALVINGS = 30;

    private static final double STEP = 0.917_004_043_204_671_2;
    private static final long[] THRESHOLDS = new long[HALVINGS * PER_HALVING + 1];

    static {
        double probability = 1;
        for (int i = 0; i < THRESHOLDS.length; i++) {
            THRESHOLDS[i] = Threshold.of(probability);
            probability *= STEP;
        }
    }

    private ThresholdSteps() {}

    /** Returns T for a probability of 2 to the power of minus this argument; a negative argument means 1. */
    static long at(double halvings) {
        int step = (int) (halvings * PER_HALVING);
        return THRESHOLDS[Math.max(0, Math.min(step, THRESHOLDS.length - 1))];
    }
}
