// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

import java.util.StringJoiner;

/** The text of field and scalar expressions, with parentheses where the precedences need them. */
final class ExpressionText {

    /** Above every operator: literals, fields, calls. */
    private static final int OPERAND = 10;

    private ExpressionText() {}

    static String of(FieldExpression expression) {
        if (expression instanceof FieldExpression.Binary binary) {
            return binary(binary.operator(), binary);
        }
        if (expression instanceof FieldExpression.Minus minus) {
            return "-" + atLeast(BinaryOperator.MINUS_PRECEDENCE + 1, minus.operand());
        }
        if (expression instanceof FieldExpression.Not not) {
            return "!" + atLeast(BinaryOperator.NOT_PRECEDENCE + 1, not.operand());
        }
        if (expression instanceof FieldExpression.Exists exists) {
            return atLeast(BinaryOperator.EQUAL.precedence(), exists.operand())
                    + (exists.exists() ? " != nil" : " = nil");
        }
        if (expression instanceof Literal literal) {
            return LiteralText.of(literal);
        }
        return LiteralText.of((Field) expression);
    }

    private static String binary(BinaryOperator operator, FieldExpression.Binary binary) {
        if (!operator.isLogical()) {
            return atLeast(leftPrecedence(operator), binary.left()) + " " + operator.text() + " "
                    + atLeast(rightPrecedence(operator), binary.right());
        }
        // Readers expect && to bind tighter than ||, so a mixture of both has parentheses, also around the first
        // operand.
        StringJoiner chain = new StringJoiner(" " + operator.text() + " ");
        Chain.operands(operator, binary).forEach(operand -> chain.add(atLeast(rightPrecedence(operator), operand)));
        return chain.toString();
    }

    static String of(ScalarExpression expression) {
        if (expression instanceof ScalarExpression.Operation operation) {
            BinaryOperator operator = operation.operator();
            return atLeast(leftPrecedence(operator), operation.left()) + " " + operator.text() + " "
                    + atLeast(rightPrecedence(operator), operation.right());
        }
        if (expression instanceof ScalarExpression.Aggregate aggregate) {
            return aggregate.function().text() + "(" + of(aggregate.operand()) + ")";
        }
        if (expression instanceof ScalarExpression.Constant constant) {
            return LiteralText.of(constant.value());
        }
        return "count()";
    }

    static int leftPrecedence(BinaryOperator operator) {
        return operator.isRightAssociative() ? operator.precedence() + 1 : operator.precedence();
    }

    static int rightPrecedence(BinaryOperator operator) {
        return operator.isRightAssociative() ? operator.precedence() : operator.precedence() + 1;
    }

    /** The precedence of a literal: that of the unary minus if it is negative. */
    static int precedence(Literal literal) {
        return LiteralText.of(literal).startsWith("-") ? BinaryOperator.MINUS_PRECEDENCE : OPERAND;
    }

    private static String atLeast(int precedence, FieldExpression expression) {
        return parenthesized(precedence(expression) < precedence, of(expression));
    }

    private static String atLeast(int precedence, ScalarExpression expression) {
        return parenthesized(precedence(expression) < precedence, of(expression));
    }

    static String parenthesized(boolean parentheses, String text) {
        return parentheses ? "(" + text + ")" : text;
    }

    private static int precedence(FieldExpression expression) {
        if (expression instanceof FieldExpression.Binary binary) {
            return binary.operator().precedence();
        }
        if (expression instanceof FieldExpression.Minus) {
            return BinaryOperator.MINUS_PRECEDENCE;
        }
        if (expression instanceof FieldExpression.Not) {
            return BinaryOperator.NOT_PRECEDENCE;
        }
        if (expression instanceof FieldExpression.Exists) {
            return BinaryOperator.EQUAL.precedence();
        }
        return expression instanceof Literal literal ? precedence(literal) : OPERAND;
    }

    private static int precedence(ScalarExpression expression) {
        if (expression instanceof ScalarExpression.Operation operation) {
            return operation.operator().precedence();
        }
        return expression instanceof ScalarExpression.Constant constant ? precedence(constant.value()) : OPERAND;
    }
}
