// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import java.util.List;

/**
 * One finding about a trace.
 *
 * @param positions the spans it is about, as positions in the tree, ascending; the first {@value #MOST_POSITIONS}
 * @param spanCount the number of all spans it is about
 * @param costNanos nanoseconds of the critical path that would be saved at most; 0 if the path does not pass there
 * @param weight 0 to 1, for ranking: the share of the trace's duration, or more for an error
 * @param sentence plain English, with names and numbers
 */
public record Insight(
        InsightKind kind, List<Integer> positions, int spanCount, long costNanos, double weight, String sentence) {
    /** So that an insight about all spans of a large trace stays small. */
    public static final int MOST_POSITIONS = 1_000;
}
