// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.Stage;

/** Counts how many operators, aggregates and pipelines of a query stand inside one another. */
final class Depth {
    private Depth() {}

    static int of(Query.Body body) {
        return body instanceof Pipeline pipeline ? ofPipeline(pipeline) : ofMetrics((MetricsExpression) body);
    }

    private static int ofPipeline(Pipeline pipeline) {
        int depth = 0;
        for (Stage stage : pipeline.stages()) {
            depth = Math.max(depth, ofStage(stage));
        }
        return depth;
    }

    private static int ofMetrics(MetricsExpression expression) {
        if (expression instanceof MetricsExpression.Source source) {
            int spans = ofPipeline(source.spans());
            return source.function() instanceof MetricsFunction.Compare compare
                    ? above(spans, ofStage(compare.selection()))
                    : spans;
        }
        if (expression instanceof MetricsExpression.Then then) {
            return above(ofMetrics(then.input()));
        }
        return expression instanceof MetricsExpression.Arithmetic arithmetic
                ? above(ofMetrics(arithmetic.left()), ofMetrics(arithmetic.right()))
                : 0;
    }

    private static int ofStage(Stage stage) {
        if (stage instanceof SpansetExpression expression) {
            return ofSpans(expression);
        }
        if (stage instanceof Stage.ScalarFilter filter) {
            return above(ofScalar(filter.left()), ofScalar(filter.right()));
        }
        return stage instanceof Stage.GroupBy by ? ofField(by.key()) : 0;
    }

    private static int ofSpans(SpansetExpression expression) {
        if (expression instanceof SpansetExpression.Filter filter) {
            return ofField(filter.condition());
        }
        if (expression instanceof SpansetExpression.And and) {
            return above(ofSpans(and.left()), ofSpans(and.right()));
        }
        if (expression instanceof SpansetExpression.Or or) {
            return above(ofSpans(or.left()), ofSpans(or.right()));
        }
        if (expression instanceof SpansetExpression.Structural structural) {
            return above(ofSpans(structural.left()), ofSpans(structural.right()));
        }
        return expression instanceof SpansetExpression.Negation negation
                ? above(ofSpans(negation.operand()))
                : above(ofPipeline(((SpansetExpression.Nested) expression).pipeline()));
    }

    private static int ofScalar(ScalarExpression expression) {
        if (expression instanceof ScalarExpression.Operation operation) {
            return above(ofScalar(operation.left()), ofScalar(operation.right()));
        }
        return expression instanceof ScalarExpression.Aggregate aggregate ? above(ofField(aggregate.operand())) : 0;
    }

    private static int ofField(FieldExpression expression) {
        if (expression instanceof FieldExpression.Binary binary) {
            return above(ofField(binary.left()), ofField(binary.right()));
        }
        if (expression instanceof FieldExpression.Not not) {
            return above(ofField(not.operand()));
        }
        if (expression instanceof FieldExpression.Minus minus) {
            return above(ofField(minus.operand()));
        }
        return expression instanceof FieldExpression.Exists exists ? above(ofField(exists.operand())) : 0;
    }

    private static int above(int operand) {
        return operand + 1;
    }

    private static int above(int left, int right) {
        return Math.max(left, right) + 1;
    }
}
