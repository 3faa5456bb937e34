// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.MetricsExpression.BottomK;
import dapper.query.traceql.syntax.MetricsExpression.SecondStage;
import dapper.query.traceql.syntax.MetricsExpression.TopK;
import dapper.query.traceql.syntax.MetricsExpression.ValueFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The stages that keep some of the values of series: at each point by itself. */
final class SecondStages {
    private static final double NANOS_OF_A_SECOND = 1e9;
    /** Added to -0.0 it makes 0.0, which is equal but has another order. */
    private static final double NO_MINUS_ZERO = 0.0;

    private SecondStages() {}

    /** Returns new series, without those that have no value left. */
    static List<Series> apply(SecondStage stage, List<Series> input) {
        List<Series> output = new ArrayList<>();
        input.forEach(series -> output.add(series.copy(series.exemplars())));
        if (stage instanceof TopK top) {
            keep(output, top.limit(), -1);
        } else if (stage instanceof BottomK bottom) {
            keep(output, bottom.limit(), 1);
        } else {
            filter(output, (ValueFilter) stage);
        }
        output.removeIf(Series::isEmpty);
        return output;
    }

    /**
     * Keeps the first values of each point. Of equal values, that of the series with the first labels in the order of text
     * comes first.
     *
     * @param sign 1 for the least values, -1 for the greatest
     */
    private static void keep(List<Series> all, int limit, int sign) {
        List<Series> inOrder = new ArrayList<>(all);
        inOrder.sort(Series.BY_LABELS);
        int points = all.isEmpty() ? 0 : all.get(0).values().length;
        for (int point = 0; point < points; point++) {
            int at = point;
            inOrder.stream()
                    .filter(series -> Double.isFinite(series.values()[at]))
                    .sorted(Comparator.comparingDouble(series -> sign * series.values()[at] + NO_MINUS_ZERO))
                    .skip(limit)
                    .forEach(series -> series.clear(at));
        }
    }

    private static void filter(List<Series> all, ValueFilter filter) {
        double threshold = number(filter.threshold());
        for (Series series : all) {
            for (int point = 0; point < series.values().length; point++) {
                if (!holds(filter.operator(), series.values()[point], threshold)) {
                    series.clear(point);
                }
            }
        }
    }

    /** A duration in seconds, as the values of durations are. */
    static double number(Literal.Numeric literal) {
        if (literal instanceof Literal.Int number) {
            return number.value();
        }
        return literal instanceof Literal.Floating number
                ? number.value()
                : ((Literal.Duration) literal).nanos() / NANOS_OF_A_SECOND;
    }

    private static boolean holds(BinaryOperator operator, double value, double threshold) {
        return switch (operator) {
            case EQUAL -> value == threshold;
            case NOT_EQUAL -> value != threshold;
            case LESS -> value < threshold;
            case LESS_EQUAL -> value <= threshold;
            case GREATER -> value > threshold;
            case GREATER_EQUAL -> value >= threshold;
            default -> throw new IllegalArgumentException("not a comparison: " + operator.text());
        };
    }
}
