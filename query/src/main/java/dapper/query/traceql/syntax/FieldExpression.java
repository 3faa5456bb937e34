// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

/** An expression over one span: its fields, literals, and operators. */
public sealed interface FieldExpression
        permits Field,
                Literal,
                FieldExpression.Binary,
                FieldExpression.Not,
                FieldExpression.Minus,
                FieldExpression.Exists {

    /** Two operands; {@code =~} and {@code !~} have a {@link Literal.Text} that is a valid regex on their right. */
    record Binary(BinaryOperator operator, FieldExpression left, FieldExpression right) implements FieldExpression {}

    /** {@code !operand}. */
    record Not(FieldExpression operand) implements FieldExpression {}

    /** {@code -operand}. The operand is no {@link Literal.Numeric}: that is a negative literal. */
    record Minus(FieldExpression operand) implements FieldExpression {
        public Minus {
            if (operand instanceof Literal.Numeric) {
                throw new IllegalArgumentException("the minus of a literal belongs to the literal");
            }
        }
    }

    /**
     * {@code operand != nil}, or {@code operand = nil} with {@code exists} false. {@code nil != nil} and {@code nil =
     * nil} are the literal {@code false}.
     */
    record Exists(FieldExpression operand, boolean exists) implements FieldExpression {}

    /**
     * Joins two conditions by {@code &&} or {@code ||}. A side that is a chain of the same operator becomes a part of one
     * chain, so {@code a || (b || c)} is equal to {@code (a || b) || c}.
     */
    static FieldExpression logical(BinaryOperator operator, FieldExpression left, FieldExpression right) {
        if (!operator.isLogical()) {
            throw new IllegalArgumentException("neither && nor ||: " + operator.text());
        }
        return Chain.of(Chain.operands(operator, left, right), (one, other) -> new Binary(operator, one, other));
    }
}
