// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Literal;
import org.jspecify.annotations.Nullable;

/** Arithmetic with constants. Two integers give an integer: {@code 1 / 2} is 0, and {@code 1.0 / 2} is 0.5. */
final class Constants {

    private static final String OVERFLOW = "a result of 64 bits";

    private Constants() {}

    static Literal.Numeric negated(Tokens tokens, Token token, Literal.Numeric value) {
        if (value instanceof Literal.Floating number) {
            return new Literal.Floating(-number.value());
        }
        if (value instanceof Literal.Duration duration) {
            return new Literal.Duration(-duration.nanos());
        }
        long number = ((Literal.Int) value).value();
        if (number == Long.MIN_VALUE) {
            throw tokens.error(token, OVERFLOW, "-minInt", null);
        }
        return new Literal.Int(-number);
    }

    static Literal.Numeric compute(
            Tokens tokens, Token token, BinaryOperator operator, Literal.Numeric left, Literal.Numeric right) {
        try {
            Literal.Numeric result = compute(operator, left, right);
            if (result != null) {
                return result;
            }
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw tokens.error(token, OVERFLOW, "an overflow, or a division by zero", null);
        }
        throw tokens.error(
                token,
                "numbers, or a duration multiplied or divided by a number",
                left.type().words() + " and " + right.type().words(),
                null);
    }

    private static Literal.@Nullable Numeric compute(
            BinaryOperator operator, Literal.Numeric left, Literal.Numeric right) {
        if (left instanceof Literal.Int a && right instanceof Literal.Int b) {
            return new Literal.Int(integers(operator, a.value(), b.value()));
        }
        if (left instanceof Literal.Duration a && right instanceof Literal.Duration b) {
            boolean sum = operator == BinaryOperator.ADD || operator == BinaryOperator.SUBTRACT;
            return sum ? new Literal.Duration(integers(operator, a.nanos(), b.nanos())) : null;
        }
        boolean product = operator == BinaryOperator.MULTIPLY;
        if (left instanceof Literal.Duration a) {
            return product || operator == BinaryOperator.DIVIDE ? scaled(operator, a, right) : null;
        }
        if (right instanceof Literal.Duration b) {
            return product ? scaled(operator, b, left) : null;
        }
        return new Literal.Floating(floats(operator, number(left), number(right)));
    }

    private static Literal.Duration scaled(BinaryOperator operator, Literal.Duration duration, Literal.Numeric by) {
        if (by instanceof Literal.Int factor) {
            return new Literal.Duration(integers(operator, duration.nanos(), factor.value()));
        }
        double nanos = floats(operator, (double) duration.nanos(), number(by));
        if (!(Math.abs(nanos) < Long.MAX_VALUE)) {
            throw new ArithmeticException();
        }
        return new Literal.Duration((long) nanos);
    }

    private static double number(Literal.Numeric literal) {
        return literal instanceof Literal.Int number ? number.value() : ((Literal.Floating) literal).value();
    }

    private static long integers(BinaryOperator operator, long a, long b) {
        return switch (operator) {
            case ADD -> Math.addExact(a, b);
            case SUBTRACT -> Math.subtractExact(a, b);
            case MULTIPLY -> Math.multiplyExact(a, b);
            case DIVIDE -> b == -1 ? Math.negateExact(a) : a / b;
            case MODULO -> a % b;
            default -> power(a, b);
        };
    }

    private static long power(long base, long exponent) {
        double power = Math.pow((double) base, (double) exponent);
        if (!(Math.abs(power) < 1L << 53)) {
            throw new ArithmeticException();
        }
        return (long) power;
    }

    private static double floats(BinaryOperator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MODULO -> a % b;
            default -> Math.pow(a, b);
        };
    }
}
