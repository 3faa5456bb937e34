// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

import java.util.List;

/** Turns spans into time series, one for each combination of the values of the fields of {@code by (...)}. */
public sealed interface MetricsFunction
        permits MetricsFunction.Rate,
                MetricsFunction.CountOverTime,
                MetricsFunction.OverTime,
                MetricsFunction.QuantileOverTime,
                MetricsFunction.HistogramOverTime,
                MetricsFunction.Compare {

    /** {@code rate()}: spans per second. */
    record Rate(List<Field> by) implements MetricsFunction {
        public Rate {
            by = List.copyOf(by);
        }
    }

    /** {@code count_over_time()}: spans per step. */
    record CountOverTime(List<Field> by) implements MetricsFunction {
        public CountOverTime {
            by = List.copyOf(by);
        }
    }

    /**
     * {@code avg_over_time(field)} and its like, over the spans where the field is a number.
     *
     * @param field numeric, or an attribute
     */
    record OverTime(ScalarExpression.Function function, Field field, List<Field> by) implements MetricsFunction {
        public OverTime {
            by = List.copyOf(by);
        }
    }

    /**
     * {@code quantile_over_time(field, 0.99, 0.5)}: one series for each quantile.
     *
     * @param field numeric, or an attribute
     * @param quantiles at least one, each from 0 to 1
     */
    record QuantileOverTime(Field field, List<Double> quantiles, List<Field> by) implements MetricsFunction {
        public QuantileOverTime {
            quantiles = List.copyOf(quantiles);
            by = List.copyOf(by);
        }
    }

    /**
     * {@code histogram_over_time(field)}: one series for each bucket.
     *
     * @param field numeric, or an attribute
     */
    record HistogramOverTime(Field field, List<Field> by) implements MetricsFunction {
        public HistogramOverTime {
            by = List.copyOf(by);
        }
    }

    /**
     * {@code compare({selection}, top, start, end)}: for each field of the spans the frequencies of its values, in the
     * spans that the selection matches and in the other spans.
     *
     * @param top values per field, at least 1; 10 if the text has none
     * @param startNanos since the epoch, of the window outside of which no span is selected; 0 without window
     * @param endNanos since the epoch; 0 without window
     */
    record Compare(SpansetExpression.Filter selection, int top, long startNanos, long endNanos)
            implements MetricsFunction {

        /** Of {@code compare({selection})}. */
        public static final int DEFAULT_TOP = 10;
    }
}
