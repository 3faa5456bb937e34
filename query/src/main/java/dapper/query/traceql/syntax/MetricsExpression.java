// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

/** Time series computed from spans, such as {@code {status = error} | rate() by (resource.service.name)}. */
public sealed interface MetricsExpression extends Query.Body
        permits MetricsExpression.Source,
                MetricsExpression.Then,
                MetricsExpression.Arithmetic,
                MetricsExpression.Constant {

    /** {@code spans | function}: the function over the spans of all span sets that the pipeline produces. */
    record Source(Pipeline spans, MetricsFunction function) implements MetricsExpression {}

    /**
     * A second stage after other series, such as {@code ... | topk(5)} or {@code ... > 10}.
     *
     * @param input no {@link Constant}, and no {@link Source} of a {@link MetricsFunction.Compare}
     */
    record Then(MetricsExpression input, SecondStage stage) implements MetricsExpression {}

    /**
     * Computes with the values of series that have equal labels and times; series without labels, and constants, are
     * applied to every series of the other side. At most one side is a {@link Constant}.
     *
     * @param operator one of {@code + - * /}
     */
    record Arithmetic(BinaryOperator operator, MetricsExpression left, MetricsExpression right)
            implements MetricsExpression {
        public Arithmetic {
            if (!operator.isArithmetic() || operator == BinaryOperator.MODULO || operator == BinaryOperator.POWER) {
                throw new IllegalArgumentException("not one of + - * /: " + operator.text());
            }
        }
    }

    /**
     * A number, only as an operand of {@link Arithmetic}. Arithmetic of constants alone is computed by the parser.
     *
     * @param value no duration
     */
    record Constant(Literal.Numeric value) implements MetricsExpression {}

    /** Takes and produces series. */
    sealed interface SecondStage permits TopK, BottomK, ValueFilter {}

    /**
     * {@code topk(limit)}: the series with the largest values, at each time.
     *
     * @param limit at least 1
     */
    record TopK(int limit) implements SecondStage {}

    /**
     * {@code bottomk(limit)}: the series with the smallest values, at each time.
     *
     * @param limit at least 1
     */
    record BottomK(int limit) implements SecondStage {}

    /**
     * {@code > 10}: keeps the values for which the comparison holds.
     *
     * @param operator one of {@code = != < <= > >=}
     * @param threshold a duration is compared with values of a duration, which are in seconds
     */
    record ValueFilter(BinaryOperator operator, Literal.Numeric threshold) implements SecondStage {
        public ValueFilter {
            if (!operator.isComparison()) {
                throw new IllegalArgumentException("not a comparison: " + operator.text());
            }
        }
    }
}
