// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.explain.Explanation;
import dapper.query.analysis.explain.Explanation.FieldDifference;
import dapper.query.analysis.explain.Explanation.TimingDifference;
import dapper.query.analysis.explain.Explanation.ValueDifference;
import dapper.query.traceql.syntax.Query;
import dapper.storage.Attributes;
import dapper.storage.TraceQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An explanation as JSON.
 *
 * @param query in canonical form
 * @param condition likewise, of the selection
 * @param selectedQuery finds the selected traces, apart from the time range of the selection
 * @param restQuery finds the rest; null if no query does, because the selection has a time range
 * @param mostChance the bound that each difference meets
 * @param complete whether all traces of the time range were looked at
 * @param incompleteReason empty when complete
 */
record ExplainView(
        String startUnixNanos,
        String endUnixNanos,
        String query,
        String condition,
        String selectedQuery,
        @Nullable String restQuery,
        Explanation.Side selected,
        Explanation.Side rest,
        int candidates,
        double mostChance,
        List<FieldView> fields,
        List<TimingView> timings,
        List<String> manyValued,
        boolean complete,
        String incompleteReason) {

    /** @param kind {@code service}, {@code operation} or {@code attribute} */
    record FieldView(String kind, String field, int valueCount, List<ValueView> values) {
        static FieldView of(FieldDifference difference) {
            return new FieldView(
                    Conditions.kind(difference.field()),
                    difference.field(),
                    difference.valueCount(),
                    difference.values().stream()
                            .map(value -> ValueView.of(difference.field(), value))
                            .toList());
        }
    }

    /**
     * @param service of an operation; empty for other values
     * @param condition finds the traces with the value
     */
    record ValueView(
            String service,
            String value,
            String condition,
            double selectedShare,
            double restShare,
            int selectedStored,
            int restStored,
            double chance,
            boolean significant) {
        static ValueView of(String field, ValueDifference difference) {
            Object value = difference.value();
            boolean isOperation = value instanceof Explanation.Operation;
            return new ValueView(
                    isOperation ? ((Explanation.Operation) value).service() : "",
                    isOperation ? ((Explanation.Operation) value).name() : Attributes.text(value),
                    Conditions.of(field, value),
                    difference.selectedShare(),
                    difference.restShare(),
                    difference.selectedStored(),
                    difference.restStored(),
                    difference.chance(),
                    difference.isSignificant());
        }
    }

    record TimingView(
            String service, String operation, String condition, double selectedNanos, double restNanos, double chance) {
        static TimingView of(TimingDifference difference) {
            return new TimingView(
                    difference.operation().service(),
                    difference.operation().operation(),
                    Conditions.of(difference.operation()),
                    difference.selectedNanos(),
                    difference.restNanos(),
                    difference.chance());
        }
    }

    static ExplainView of(
            TraceQuery range,
            Query base,
            ExplainApi.Selection selection,
            Explanation explanation,
            List<String> notLookedAt) {
        List<String> reasons = new ArrayList<>(notLookedAt);
        reasons.addAll(explanation.limitsHit());
        return new ExplainView(
                Long.toString(range.startUnixNanos()),
                Long.toString(range.endUnixNanos()),
                base.toString(),
                selection.query().toString(),
                Conditions.both(base, selection.query()),
                selection.hasTimeRange() ? null : Conditions.without(base, selection.query()),
                explanation.selected(),
                explanation.rest(),
                explanation.candidates(),
                Explanation.MOST_CHANCE,
                explanation.fields().stream().map(FieldView::of).toList(),
                explanation.timings().stream().map(TimingView::of).toList(),
                explanation.manyValued(),
                reasons.isEmpty(),
                String.join("; ", reasons));
    }
}
