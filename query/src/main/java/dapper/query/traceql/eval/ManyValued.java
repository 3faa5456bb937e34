// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;

/** Finds expressions that have one value for each event or link of a span. */
final class ManyValued {
    private ManyValued() {}

    static boolean is(FieldExpression expression) {
        if (expression instanceof Attribute attribute) {
            return attribute.scope() == Attribute.Scope.EVENT || attribute.scope() == Attribute.Scope.LINK;
        }
        if (expression instanceof Intrinsic intrinsic) {
            return switch (intrinsic) {
                case EVENT_NAME, EVENT_TIME_SINCE_START, LINK_TRACE_ID, LINK_SPAN_ID -> true;
                default -> false;
            };
        }
        if (expression instanceof FieldExpression.Minus minus) {
            return is(minus.operand());
        }
        return expression instanceof FieldExpression.Binary binary
                && binary.operator().isArithmetic()
                && (is(binary.left()) || is(binary.right()));
    }
}
