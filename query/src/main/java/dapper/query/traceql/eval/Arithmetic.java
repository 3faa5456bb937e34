// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.BinaryOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on values. Two integers give an integer as long as the result fits into 64 bits; all else gives a float,
 * of nanoseconds where durations take part. A list, and the values of events and links, are computed element by
 * element. There is no value (null) for operands that are no numbers, for two lists, and for an integer divided by 0.
 */
final class Arithmetic {
    private Arithmetic() {}

    static @Nullable Object of(BinaryOperator operator, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Several several) {
            return right instanceof Several ? null : each(several, value -> of(operator, value, right));
        }
        if (right instanceof Several several) {
            return each(several, value -> of(operator, left, value));
        }
        if (left instanceof Long one && right instanceof Long other) {
            return ofIntegers(operator, one, other);
        }
        if (left == null || right == null || !Comparison.isNumber(left) || !Comparison.isNumber(right)) {
            return null;
        }
        return ofDoubles(operator, Comparison.asDouble(left), Comparison.asDouble(right));
    }

    static @Nullable Object minus(@Nullable Object value) {
        if (value instanceof Several several) {
            return each(several, Arithmetic::minus);
        }
        if (value instanceof Nanos nanos) {
            return new Nanos(-nanos.value());
        }
        if (value instanceof Double number) {
            return -number;
        }
        return value instanceof Long ? of(BinaryOperator.SUBTRACT, 0L, value) : null;
    }

    private static @Nullable Object each(Several several, UnaryOperator<@Nullable Object> function) {
        List<Object> results = new ArrayList<>(several.values().size());
        for (Object value : several.values()) {
            Object result = function.apply(value);
            if (result != null) {
                results.add(result);
            }
        }
        return results.isEmpty() ? null : new Several(List.copyOf(results), several.ofList());
    }

    private static @Nullable Object ofIntegers(BinaryOperator operator, long left, long right) {
        long result;
        boolean overflows = false;
        switch (operator) {
            case ADD -> {
                result = left + right;
                overflows = ((left ^ result) & (right ^ result)) < 0;
            }
            case SUBTRACT -> {
                result = left - right;
                overflows = ((left ^ right) & (left ^ result)) < 0;
            }
            case MULTIPLY -> {
                result = left * right;
                overflows = Math.multiplyHigh(left, right) != result >> 63;
            }
            case DIVIDE, MODULO -> {
                if (right == 0) {
                    return null;
                }
                result = operator == BinaryOperator.DIVIDE ? left / right : left % right;
                overflows = operator == BinaryOperator.DIVIDE && left == Long.MIN_VALUE && right == -1;
            }
            default -> {
                return ofDoubles(operator, (double) left, (double) right);
            }
        }
        // Boxed apart: a conditional expression would make a float of both.
        if (overflows) {
            return ofDoubles(operator, (double) left, (double) right);
        }
        return result;
    }

    private static Object ofDoubles(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case POWER -> Math.pow(left, right);
            default -> throw new IllegalArgumentException("not arithmetic: " + operator.text());
        };
    }
}
