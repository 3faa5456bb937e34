// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.insight.Insight;
import java.util.List;

/**
 * An {@link Insight} as JSON.
 *
 * @param spans indexes in the trace's list of spans, ascending; not more than {@link Insight#MOST_POSITIONS}
 * @param spanCount the number of all spans it is about
 */
record InsightView(String kind, String sentence, long costNanos, double weight, int spanCount, List<Integer> spans) {

    static InsightView of(Insight insight) {
        return new InsightView(
                insight.kind().text(),
                insight.sentence(),
                insight.costNanos(),
                insight.weight(),
                insight.spanCount(),
                insight.positions());
    }
}
