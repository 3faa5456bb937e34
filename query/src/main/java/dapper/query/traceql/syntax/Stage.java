// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

import java.util.List;

/** One step of a {@link Pipeline}: takes span sets, produces span sets. */
public sealed interface Stage
        permits SpansetExpression, Stage.ScalarFilter, Stage.GroupBy, Stage.Coalesce, Stage.Select {

    /**
     * Keeps the span sets for which the comparison holds, such as {@code count() > 3}.
     *
     * @param operator one of {@code = != < <= > >=}
     */
    record ScalarFilter(BinaryOperator operator, ScalarExpression left, ScalarExpression right) implements Stage {
        public ScalarFilter {
            if (!operator.isComparison()) {
                throw new IllegalArgumentException("not a comparison: " + operator.text());
            }
        }
    }

    /**
     * {@code by(expression)}: divides each span set into one span set for each value of the expression.
     *
     * @param key refers to the span: it contains at least one {@link Field}
     */
    record GroupBy(FieldExpression key) implements Stage {}

    /** {@code coalesce()}: merges all span sets of a trace into one. */
    record Coalesce() implements Stage {}

    /**
     * {@code select(field, ...)}: adds fields to the spans of the answer, and changes nothing else.
     *
     * @param fields at least one
     */
    record Select(List<Field> fields) implements Stage {
        public Select {
            fields = List.copyOf(fields);
        }
    }
}
