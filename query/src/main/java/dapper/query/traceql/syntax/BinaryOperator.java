// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

/**
 * The operators between two field expressions, or between two scalar expressions. A higher {@link #precedence} binds
 * tighter. {@code &&} and {@code ||} have the same, as in Tempo: {@code a || b && c} is {@code (a || b) && c}. All are
 * left associative, except {@code ^}.
 */
public enum BinaryOperator {
    AND("&&", 1),
    OR("||", 1),
    EQUAL("=", 2),
    NOT_EQUAL("!=", 2),
    LESS("<", 2),
    LESS_EQUAL("<=", 2),
    GREATER(">", 2),
    GREATER_EQUAL(">=", 2),
    REGEX("=~", 2),
    NOT_REGEX("!~", 2),
    ADD("+", 3),
    SUBTRACT("-", 3),
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    MODULO("%", 5),
    POWER("^", 6);

    /** Of the unary {@code -}: {@code -a * b} is {@code -(a * b)}, and {@code -a + b} is {@code (-a) + b}. */
    public static final int MINUS_PRECEDENCE = 3;

    /** Of the unary {@code !}: {@code !a = b} is {@code (!a) = b}. */
    public static final int NOT_PRECEDENCE = 4;

    private final String text;
    private final int precedence;

    BinaryOperator(String text, int precedence) {
        this.text = text;
        this.precedence = precedence;
    }

    public String text() {
        return text;
    }

    /** From 1 to 6. */
    public int precedence() {
        return precedence;
    }

    public boolean isRightAssociative() {
        return this == POWER;
    }

    /** {@code &&} or {@code ||}. */
    public boolean isLogical() {
        return this == AND || this == OR;
    }

    /** One of {@code = != < <= > >=}. */
    public boolean isComparison() {
        return precedence == 2 && !isRegex();
    }

    /** {@code =~} or {@code !~}: the whole value matches, or does not. */
    public boolean isRegex() {
        return this == REGEX || this == NOT_REGEX;
    }

    /** One of {@code + - * / % ^}. */
    public boolean isArithmetic() {
        return precedence >= 3;
    }
}
