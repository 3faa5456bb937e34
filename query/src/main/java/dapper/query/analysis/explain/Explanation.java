// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.explain;

import dapper.query.analysis.pattern.PathPart;
import java.util.List;

/**
 * The differences between the selected traces and the rest. Shares and means count each trace with its weight.
 *
 * @param candidates comparisons that were made; each had to pass a bound divided by this number
 * @param fields those with a difference that chance does not explain, the greatest difference first
 * @param timings likewise, the greatest difference of the means first
 * @param manyValued fields with more values than are counted, as ids have; the first ones by name
 * @param limitsHit a phrase for each limit because of which traces were left out
 */
public record Explanation(
        Side selected,
        Side rest,
        int candidates,
        List<FieldDifference> fields,
        List<TimingDifference> timings,
        List<String> manyValued,
        List<String> limitsHit) {
    /** The probability that an answer has any difference, if the traces were selected by lot. */
    public static final double MOST_CHANCE = 0.05;

    /**
     * One of the two sets of traces.
     *
     * @param stored the stored traces
     * @param traces the traces that they stand for
     * @param effective the number of traces of equal weight that would be as exact
     * @param meanDurationNanos from the earliest start to the latest end
     */
    public record Side(int stored, double traces, double effective, double meanDurationNanos) {}

    /**
     * A field whose values differ.
     *
     * @param field as TraceQL writes it; {@code span:name} has values that are an {@link Operation}
     * @param values the greatest difference first; at least one is significant
     * @param valueCount the values that were found, also those that are not listed
     */
    public record FieldDifference(String field, List<ValueDifference> values, int valueCount) {}

    /**
     * A value of a field.
     *
     * @param selectedShare the part of the selected traces that have a span with the value, 0 to 1
     * @param restShare the same for the rest
     * @param selectedStored stored traces of the selection with the value
     * @param restStored the same for the rest
     * @param chance the probability that any candidate differs as clearly, if the traces were selected by lot; an upper
     *     bound
     */
    public record ValueDifference(
            Object value, double selectedShare, double restShare, int selectedStored, int restStored, double chance) {
        public double difference() {
            return selectedShare - restShare;
        }

        public boolean isSignificant() {
            return chance <= MOST_CHANCE;
        }
    }

    /** A name of a span together with its service. */
    public record Operation(String service, String name) {}

    /**
     * The own time of an operation.
     *
     * @param selectedNanos its mean self time in a selected trace, 0 where it does not occur
     * @param restNanos the same for the rest
     * @param chance see {@link ValueDifference#chance}
     */
    public record TimingDifference(PathPart operation, double selectedNanos, double restNanos, double chance) {
        public double differenceNanos() {
            return selectedNanos - restNanos;
        }
    }
}
