// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.traceql.eval.SelectedSpan;
import dapper.query.traceql.metrics.SeriesTable.Examples;
import dapper.query.traceql.metrics.SeriesTable.Row;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.storage.Attributes;
import dapper.storage.NoValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code compare(...)}: for each field the frequencies of its values, in the selected spans and in the others. The fields
 * come first whose frequencies differ most, because the answer may not have room for all.
 */
final class Comparison extends Aggregation {
    private static final String GROUP = "__meta_type";
    private static final List<String> GROUPS = List.of("selection", "baseline");

    /** Values of all fields in both groups. */
    private static final int MOST_VALUES = 20_000;

    private final MetricsFunction.Compare compare;
    private final SeriesTable<Moments> table;
    private final List<Moments> ofTrace = new ArrayList<>();

    Comparison(MetricsExpression.Source source, MetricsFunction.Compare compare, Steps steps, State state) {
        super(source, List.of(compare.selection().condition()), steps);
        this.compare = compare;
        this.table = new SeriesTable<>(steps.count(), MOST_VALUES, state, Examples.NONE, Moments::new);
    }

    @Override
    void add(SelectedSpan span, int point, TraceWeight weight) {
        String group = GROUPS.get(isSelected(span) ? 0 : 1);
        span.facts((field, value) -> {
            add(Attributes.ofFlat(GROUP, group, field, value), point);
            add(Attributes.ofFlat(GROUP, group + "_total", field, NoValue.NONE), point);
        });
    }

    private boolean isSelected(SelectedSpan span) {
        boolean hasWindow = compare.startNanos() != 0 || compare.endNanos() != 0;
        long start = span.span().startUnixNanos();
        return (!hasWindow || start >= compare.startNanos() && start < compare.endNanos()) && span.isTrue(0);
    }

    private void add(Attributes labels, int point) {
        Moments moments = table.cell(labels, point);
        if (moments != null && moments.add(0)) {
            ofTrace.add(moments);
        }
    }

    @Override
    void endTrace(TraceWeight weight) {
        ofTrace.forEach(moments -> moments.endTrace(weight));
        ofTrace.clear();
    }

    @Override
    List<Series> series() {
        Map<String, ComparedField> fields = new LinkedHashMap<>();
        for (Row<Moments> row : table.rows()) {
            Series series = series(row);
            fields.computeIfAbsent(row.labels().key(1), ComparedField::new)
                    .add((String) row.labels().value(0), series);
        }
        List<Series> all = new ArrayList<>();
        fields.values().stream()
                .sorted(Comparator.comparingDouble(ComparedField::difference)
                        .reversed()
                        .thenComparing(ComparedField::name))
                .forEach(field -> all.addAll(field.series(compare.top())));
        return all;
    }

    private Series series(Row<Moments> row) {
        Series series = Series.of(row.labels(), steps().count(), List.of());
        for (int point = 0; point < steps().count(); point++) {
            Moments moments = row.cell(point);
            series.values()[point] = moments == null ? 0 : moments.count();
            series.errors()[point] = moments == null ? 0 : moments.countError();
        }
        return series;
    }
}
