// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.SpansetExpression.And;
import dapper.query.traceql.syntax.SpansetExpression.Filter;
import dapper.query.traceql.syntax.SpansetExpression.Nested;
import dapper.query.traceql.syntax.SpansetExpression.Or;
import dapper.query.traceql.syntax.SpansetExpression.Structural;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Predicate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the condition on one span that every span meets which an expression selects. The relations of spans are left
 * out: a span, its parent, and another span with the id of that parent may have arrived at different times and be indexed
 * apart, so that an index cannot exclude a relation.
 */
final class Pushdown {
    private Pushdown() {}

    static Predicate of(SpansetExpression expression) {
        if (expression instanceof Filter filter) {
            return FieldPushdown.of(filter.condition());
        }
        if (expression instanceof And and) {
            return Predicate.or(of(and.left()), of(and.right()));
        }
        if (expression instanceof Or or) {
            return Predicate.or(of(or.left()), of(or.right()));
        }
        if (expression instanceof Structural structural) {
            Predicate left = of(structural.left());
            Predicate right = of(structural.right());
            return switch (structural.form()) {
                case RIGHT -> Predicate.and(right, sameTrace(left));
                case NOT -> right;
                case BOTH -> Predicate.and(Predicate.or(left, right), sameTrace(left), sameTrace(right));
            };
        }
        boolean isPipeline = expression instanceof Nested nested
                && nested.pipeline().stages().get(0) instanceof SpansetExpression;
        return isPipeline
                ? of((SpansetExpression)
                        ((Nested) expression).pipeline().stages().get(0))
                : Predicate.ALL;
    }

    /** Returns the condition that holds for all spans of a trace if one of its spans meets the predicate. */
    private static Predicate sameTrace(Predicate predicate) {
        TraceId id = onlyTrace(predicate);
        return id == null ? Predicate.ALL : Predicate.equal(Intrinsic.TRACE_ID, id.toString());
    }

    /** Returns a search of the given range and page for the spans that meet the predicate. */
    static TraceQuery within(TraceQuery range, Predicate predicate) {
        return range.ofTrace(onlyTrace(predicate)).where(predicate);
    }

    /** Returns the only trace in which spans may meet the predicate, null if there may be several. */
    private static @Nullable TraceId onlyTrace(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and.predicates().stream()
                    .map(Pushdown::onlyTrace)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        if (predicate instanceof Predicate.Or or) {
            List<@Nullable TraceId> ids = or.predicates().stream()
                    .<@Nullable TraceId>map(Pushdown::onlyTrace)
                    .distinct()
                    .toList();
            return ids.size() == 1 ? ids.get(0) : null;
        }
        boolean isId = predicate instanceof Predicate.Compare compare
                && compare.field() == Intrinsic.TRACE_ID
                && compare.comparison() == Comparison.EQUAL;
        return isId ? traceId(((Predicate.Compare) predicate).operand().toString()) : null;
    }

    /** No trace has the id of zeros, so it stands for a text that is the id of none. */
    private static TraceId traceId(String text) {
        return text.matches("[0-9a-f]{32}") ? TraceId.parse(text) : new TraceId(0, 0);
    }
}
