// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.traceql.eval.SelectedSpan;
import dapper.query.traceql.metrics.SeriesTable.Examples;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.storage.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code rate}, {@code count_over_time}, {@code sum_over_time} and its like, and {@code histogram_over_time}: what {@link
 * Moments} can answer.
 */
final class Totals extends Aggregation {
    private final List<String> by;
    private final @Nullable Field field;
    private final boolean isHistogram;
    private final Statistic statistic;
    private final double unit;
    private final SeriesTable<Moments> table;
    private final List<Moments> ofTrace = new ArrayList<>();

    private Totals(
            MetricsExpression.Source source,
            List<Field> by,
            @Nullable Field field,
            boolean isHistogram,
            Statistic statistic,
            double unit,
            Steps steps,
            State state) {
        super(source, values(by, field == null ? List.of() : List.of(field)), steps);
        this.by = names(by);
        this.field = field;
        this.isHistogram = isHistogram;
        this.statistic = statistic;
        this.unit = unit;
        Examples examples = new Examples(state.limits().exemplars() > 0, statistic != Statistic.LEAST);
        this.table = new SeriesTable<>(steps.count(), state.limits().series(), state, examples, Moments::new);
    }

    static Totals rate(MetricsExpression.Source source, MetricsFunction.Rate rate, Steps steps, State state) {
        return new Totals(source, rate.by(), null, false, Statistic.COUNT, steps.seconds(), steps, state);
    }

    static Totals count(
            MetricsExpression.Source source, MetricsFunction.CountOverTime count, Steps steps, State state) {
        return new Totals(source, count.by(), null, false, Statistic.COUNT, 1, steps, state);
    }

    static Totals overTime(MetricsExpression.Source source, MetricsFunction.OverTime over, Steps steps, State state) {
        Statistic statistic = Statistic.of(over.function());
        return new Totals(source, over.by(), over.field(), false, statistic, unit(over.field()), steps, state);
    }

    static Totals histogram(
            MetricsExpression.Source source, MetricsFunction.HistogramOverTime histogram, Steps steps, State state) {
        return new Totals(source, histogram.by(), histogram.field(), true, Statistic.COUNT, 1, steps, state);
    }

    @Override
    void add(SelectedSpan span, int point, TraceWeight weight) {
        Attributes labels = labels(span, by);
        if (field == null) {
            add(labels, span, point, (double) span.span().durationNanos());
        } else if (isHistogram) {
            double inUnit = unit(field);
            span.numbers(
                    by.size(),
                    value -> add(
                            Series.with(labels, PowersOfTwo.LABEL, PowersOfTwo.bound(value) / inUnit),
                            span,
                            point,
                            value));
        } else {
            span.numbers(by.size(), value -> add(labels, span, point, value));
        }
    }

    private void add(Attributes labels, SelectedSpan span, int point, double value) {
        Moments moments = table.cell(labels, point);
        if (moments == null) {
            return;
        }
        if (moments.add(value)) {
            ofTrace.add(moments);
        }
        table.example(labels, point, span, value);
    }

    @Override
    void endTrace(TraceWeight weight) {
        ofTrace.forEach(moments -> moments.endTrace(weight));
        ofTrace.clear();
    }

    @Override
    List<Series> series() {
        if (by.isEmpty() && field == null) {
            // No span at all is an answer too: zero.
            table.row(Attributes.EMPTY);
        }
        double ofExemplars = field == null ? unit(Intrinsic.SPAN_DURATION) : unit(field);
        return table.rows().stream()
                .map(row -> series(row, ofExemplars))
                .filter(series -> !series.isEmpty())
                .toList();
    }

    private Series series(SeriesTable.Row<Moments> row, double unitOfExemplars) {
        int points = steps().count();
        Series series = Series.of(row.labels(), points, inUnit(row.exemplars(), unitOfExemplars));
        for (int point = 0; point < points; point++) {
            Moments moments = row.cell(point);
            if (moments != null) {
                series.values()[point] = statistic.value(moments) / unit;
                series.errors()[point] = statistic.error(moments) / unit;
            } else if (statistic == Statistic.COUNT) {
                series.values()[point] = 0;
                series.errors()[point] = 0;
            }
        }
        return series;
    }
}
