// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

/** A number computed from one span set, such as {@code max(duration) - min(duration)}. */
public sealed interface ScalarExpression
        permits ScalarExpression.Count,
                ScalarExpression.Aggregate,
                ScalarExpression.Constant,
                ScalarExpression.Operation {

    /** {@code count()}: the number of spans, an integer. */
    record Count() implements ScalarExpression {}

    /**
     * {@code avg(operand)} and its like, over the spans for which the operand is a number.
     *
     * @param operand numeric, or a field whose type depends on the data; contains at least one {@link Field}
     */
    record Aggregate(Function function, FieldExpression operand) implements ScalarExpression {}

    /** A number or duration. Arithmetic of constants alone is computed by the parser: {@code 2 * 3} is a constant. */
    record Constant(Literal.Numeric value) implements ScalarExpression {}

    /**
     * Arithmetic with at least one operand that is no constant.
     *
     * @param operator one of {@code + - * / % ^}
     */
    record Operation(BinaryOperator operator, ScalarExpression left, ScalarExpression right)
            implements ScalarExpression {
        public Operation {
            if (!operator.isArithmetic()) {
                throw new IllegalArgumentException("not arithmetic: " + operator.text());
            }
        }
    }

    /** The functions that take an operand. */
    enum Function {
        AVG("avg"),
        MIN("min"),
        MAX("max"),
        SUM("sum");

        private final String text;

        Function(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
