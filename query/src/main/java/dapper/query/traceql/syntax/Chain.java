// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * A chain of operands of {@code &&}, or of {@code ||}. Parentheses inside it change nothing, so the tree of a chain is
 * as flat as it can be: ten levels for 1,000 operands. Otherwise, each walk through the tree would need a stack as deep
 * as the chain is long.
 */
final class Chain {
    private Chain() {}

    /** @param operands at least one */
    static <T> T of(List<T> operands, BinaryOperator<T> join) {
        if (operands.size() == 1) {
            return operands.get(0);
        }
        int middle = (operands.size() + 1) / 2;
        return join.apply(of(operands.subList(0, middle), join), of(operands.subList(middle, operands.size()), join));
    }

    /** Returns the operands of chains of an operator, one after the other; an expression of another kind is one. */
    static List<FieldExpression> operands(
            dapper.query.traceql.syntax.BinaryOperator operator, FieldExpression... expressions) {
        List<FieldExpression> operands = new ArrayList<>();
        for (FieldExpression expression : expressions) {
            if (expression instanceof FieldExpression.Binary binary && binary.operator() == operator) {
                operands.addAll(operands(operator, binary.left(), binary.right()));
            } else {
                operands.add(expression);
            }
        }
        return operands;
    }

    /** The same for {@link SpansetExpression.And}. */
    static List<SpansetExpression> operandsOfAnd(SpansetExpression... expressions) {
        List<SpansetExpression> operands = new ArrayList<>();
        for (SpansetExpression expression : expressions) {
            if (expression instanceof SpansetExpression.And and) {
                operands.addAll(operandsOfAnd(and.left(), and.right()));
            } else {
                operands.add(expression);
            }
        }
        return operands;
    }

    /** The same for {@link SpansetExpression.Or}. */
    static List<SpansetExpression> operandsOfOr(SpansetExpression... expressions) {
        List<SpansetExpression> operands = new ArrayList<>();
        for (SpansetExpression expression : expressions) {
            if (expression instanceof SpansetExpression.Or or) {
                operands.addAll(operandsOfOr(or.left(), or.right()));
            } else {
                operands.add(expression);
            }
        }
        return operands;
    }
}
