// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.analysis.SamplingProbability;
import dapper.storage.Trace;
import java.util.OptionalDouble;

/**
 * The number of traces that one stored trace represents.
 *
 * @param weight the number of traces, 1/p
 * @param variance (1 - p) / p^2, the factor of the squared value of the trace in the variance of an estimate
 */
record TraceWeight(double weight, double variance) {
    static final TraceWeight ONE = new TraceWeight(1, 0);

    /** @param probability greater than 0, up to 1 */
    static TraceWeight ofProbability(double probability) {
        return new TraceWeight(1 / probability, (1 - probability) / probability / probability);
    }

    static boolean isKnown(Trace trace) {
        return SamplingProbability.of(trace).isPresent();
    }

    /** A trace without probability, such as one that was kept for its error, stands for itself. */
    static TraceWeight of(Trace trace) {
        OptionalDouble probability = SamplingProbability.of(trace);
        return probability.isEmpty() ? ONE : ofProbability(probability.getAsDouble());
    }
}
