// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Printer;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.Stage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles expressions over a whole span set. */
final class ScalarCompiler {
    /** The value of one span set; null if none of its spans has a number to compute from. */
    @FunctionalInterface
    private interface GroupValue {
        @Nullable
        Object of(LaidOutTrace trace, BitSet places);
    }

    private final FieldCompiler fields;

    ScalarCompiler(FieldCompiler fields) {
        this.fields = fields;
    }

    PipelineRun compile(Stage.ScalarFilter filter) {
        GroupValue left = value(filter.left());
        GroupValue right = value(filter.right());
        boolean isComputed = !(filter.left() instanceof ScalarExpression.Constant);
        String name = Printer.print(isComputed ? filter.left() : filter.right());
        return (trace, input) -> {
            List<SpanGroup> output = new ArrayList<>();
            for (SpanGroup group : input) {
                Object one = left.of(trace, group.places());
                Object other = right.of(trace, group.places());
                if (Comparison.holds(filter.operator(), one, other)) {
                    output.add(group.with(name, isComputed ? one : other));
                }
            }
            return output;
        };
    }

    private GroupValue value(ScalarExpression expression) {
        if (expression instanceof ScalarExpression.Count) {
            return (trace, places) -> (long) places.cardinality();
        }
        if (expression instanceof ScalarExpression.Constant constant) {
            Object value = FieldCompiler.value(constant.value());
            return (trace, places) -> value;
        }
        if (expression instanceof ScalarExpression.Operation operation) {
            GroupValue left = value(operation.left());
            GroupValue right = value(operation.right());
            return (trace, places) ->
                    Arithmetic.of(operation.operator(), left.of(trace, places), right.of(trace, places));
        }
        ScalarExpression.Aggregate aggregate = (ScalarExpression.Aggregate) expression;
        SpanValue operand = fields.compile(aggregate.operand());
        return (trace, places) -> {
            Numbers numbers = new Numbers();
            places.stream().forEach(place -> numbers.add(operand.of(trace, place)));
            return numbers.result(aggregate.function());
        };
    }
}
