// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.traceql.eval.SelectedSpan;
import dapper.query.traceql.metrics.SeriesTable.Examples;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.storage.Attributes;
import java.util.ArrayList;
import java.util.List;

/** {@code quantile_over_time}: see {@link WeightedHistogram} for the accuracy. Their standard errors are not known. */
final class Quantiles extends Aggregation {
    private static final String LABEL = "p";

    private final List<String> by;
    private final List<Double> quantiles;
    private final double unit;
    private final State state;
    private final SeriesTable<WeightedHistogram> table;

    Quantiles(MetricsExpression.Source source, MetricsFunction.QuantileOverTime quantile, Steps steps, State state) {
        super(source, values(quantile.by(), List.of(quantile.field())), steps);
        this.by = names(quantile.by());
        this.quantiles = quantile.quantiles().stream().distinct().toList();
        this.unit = unit(quantile.field());
        this.state = state;
        int most = Math.max(1, state.limits().series() / quantiles.size());
        Examples examples = new Examples(state.limits().exemplars() > 0, true);
        this.table = new SeriesTable<>(steps.count(), most, state, examples, WeightedHistogram::new);
    }

    @Override
    void add(SelectedSpan span, int point, TraceWeight weight) {
        Attributes labels = labels(span, by);
        span.numbers(by.size(), value -> {
            WeightedHistogram histogram = table.cell(labels, point);
            if (histogram == null) {
                return;
            }
            if (!histogram.mustGrowFor(value) || state.takePart()) {
                histogram.add(value, weight.weight());
                table.example(labels, point, span, value);
            }
        });
    }

    @Override
    void endTrace(TraceWeight weight) {
        // Each value has been added with its weight.
    }

    @Override
    List<Series> series() {
        List<Series> all = new ArrayList<>();
        for (SeriesTable.Row<WeightedHistogram> row : table.rows()) {
            for (double quantile : quantiles) {
                Series series = series(row, quantile);
                if (!series.isEmpty()) {
                    all.add(series);
                }
            }
        }
        return all;
    }

    private Series series(SeriesTable.Row<WeightedHistogram> row, double quantile) {
        int points = steps().count();
        Series series = Series.of(Series.with(row.labels(), LABEL, quantile), points, inUnit(row.exemplars(), unit));
        for (int point = 0; point < points; point++) {
            WeightedHistogram histogram = row.cell(point);
            if (histogram != null) {
                series.values()[point] = histogram.quantile(quantile) / unit;
            }
        }
        return series;
    }
}
