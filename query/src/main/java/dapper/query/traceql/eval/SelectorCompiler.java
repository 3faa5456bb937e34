// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.SpansetExpression.And;
import dapper.query.traceql.syntax.SpansetExpression.Filter;
import dapper.query.traceql.syntax.SpansetExpression.Form;
import dapper.query.traceql.syntax.SpansetExpression.Negation;
import dapper.query.traceql.syntax.SpansetExpression.Nested;
import dapper.query.traceql.syntax.SpansetExpression.Or;
import dapper.query.traceql.syntax.SpansetExpression.Relation;
import dapper.query.traceql.syntax.SpansetExpression.Structural;
import java.util.BitSet;
import java.util.List;

/** Compiles spanset expressions. */
final class SelectorCompiler {
    private final FieldCompiler fields;

    SelectorCompiler(FieldCompiler fields) {
        this.fields = fields;
    }

    Selector compile(SpansetExpression expression) {
        if (expression instanceof Filter filter) {
            SpanValue condition = fields.compile(filter.condition());
            return (trace, input) -> Selection.of(LaidOutTrace.select(input, place -> condition.isTrue(trace, place)));
        }
        if (expression instanceof And and) {
            return and(compile(and.left()), compile(and.right()));
        }
        if (expression instanceof Or or) {
            return or(compile(or.left()), compile(or.right()));
        }
        if (expression instanceof Negation negation) {
            Selector operand = compile(negation.operand());
            return (trace, input) -> new Selection(!operand.select(trace, input).holds(), new BitSet());
        }
        if (expression instanceof Nested nested) {
            PipelineRun pipeline = new StageCompiler(fields).compile(nested.pipeline());
            return (trace, input) -> {
                BitSet selected = new BitSet();
                pipeline.run(trace, List.of(SpanGroup.of(input))).forEach(group -> selected.or(group.places()));
                return Selection.of(selected);
            };
        }
        return structural((Structural) expression);
    }

    private static Selector and(Selector left, Selector right) {
        return (trace, input) -> {
            Selection one = left.select(trace, input);
            Selection other = one.holds() ? right.select(trace, input) : Selection.NONE;
            return other.holds() ? new Selection(true, Selection.union(one.places(), other.places())) : Selection.NONE;
        };
    }

    private static Selector or(Selector left, Selector right) {
        return (trace, input) -> {
            Selection one = left.select(trace, input);
            Selection other = right.select(trace, input);
            if (one.holds() && other.holds()) {
                return new Selection(true, Selection.union(one.places(), other.places()));
            }
            return one.holds() ? one : other;
        };
    }

    private Selector structural(Structural structural) {
        fields.needTree();
        Selector leftSide = compile(structural.left());
        Selector rightSide = compile(structural.right());
        Relation relation = structural.relation();
        Form form = structural.form();
        return (trace, input) -> {
            BitSet left = leftSide.select(trace, input).places();
            BitSet right = rightSide.select(trace, input).places();
            BitSet related = Related.to(relation, trace, left, right);
            return Selection.of(
                    switch (form) {
                        case RIGHT -> related;
                        case NOT -> without(right, related);
                        case BOTH ->
                            Selection.union(related, Related.to(Related.inverse(relation), trace, right, left));
                    });
        };
    }

    private static BitSet without(BitSet places, BitSet others) {
        BitSet rest = (BitSet) places.clone();
        rest.andNot(others);
        return rest;
    }
}
