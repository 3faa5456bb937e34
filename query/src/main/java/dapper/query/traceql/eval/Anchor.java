// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.SpansetExpression.And;
import dapper.query.traceql.syntax.SpansetExpression.Negation;
import dapper.query.traceql.syntax.SpansetExpression.Nested;
import dapper.query.traceql.syntax.SpansetExpression.Or;
import dapper.query.traceql.syntax.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the part of a query whose spans the index looks for. The part must hold wherever the query does, so it comes
 * from the first stage. Its newest span decides whether a trace is in the time range, and the order of the answer.
 */
final class Anchor {
    private Anchor() {}

    /** Returns null if there is no such part, as in {@code !{ status = error }}: then any span of the trace counts. */
    static @Nullable SpansetExpression of(Pipeline pipeline) {
        Stage first = pipeline.stages().get(0);
        return first instanceof SpansetExpression expression ? of(expression) : null;
    }

    private static @Nullable SpansetExpression of(SpansetExpression expression) {
        if (expression instanceof Negation) {
            return null;
        }
        if (expression instanceof Nested nested) {
            return of(nested.pipeline());
        }
        if (expression instanceof And and) {
            SpansetExpression left = of(and.left());
            SpansetExpression right = of(and.right());
            if (left == null || right == null) {
                return left == null ? right : left;
            }
            return Selectivity.of(Pushdown.of(right)) > Selectivity.of(Pushdown.of(left)) ? right : left;
        }
        if (expression instanceof Or or) {
            SpansetExpression left = of(or.left());
            SpansetExpression right = of(or.right());
            return left == null || right == null ? null : SpansetExpression.or(left, right);
        }
        return expression;
    }
}
