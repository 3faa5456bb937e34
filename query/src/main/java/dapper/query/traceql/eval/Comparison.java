// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.BinaryOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of two values. Integers, floats and durations compare as numbers; texts by their code points; all else
 * for equality only. An integer and a float are equal below 2^53 only: beyond it not every integer is a float. Values of different types, and a value that is absent, make every comparison false, {@code !=}
 * too.
 */
final class Comparison {
    /** Up to here every integer is a double of its own. */
    private static final double EXACT_INTEGERS = 1L << 53;

    private Comparison() {}

    static boolean holds(BinaryOperator operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return false;
        }
        if (left instanceof Several one && right instanceof Several other && one.ofList() && other.ofList()) {
            return ofLists(operator, one.values(), other.values());
        }
        boolean rightIsOfEvents = right instanceof Several several && !several.ofList();
        if (left instanceof Several several && !rightIsOfEvents) {
            return ofSeveral(operator, several, right, false);
        }
        return right instanceof Several several
                ? ofSeveral(operator, several, left, true)
                : ofSingle(operator, left, right);
    }

    private static boolean ofSeveral(BinaryOperator operator, Several several, Object other, boolean swapped) {
        boolean all = several.ofList() && operator == BinaryOperator.NOT_EQUAL;
        for (Object value : several.values()) {
            boolean holds = swapped ? holds(operator, other, value) : holds(operator, value, other);
            if (holds != all) {
                return holds;
            }
        }
        return all;
    }

    /** Two lists can only be compared as a whole. */
    private static boolean ofLists(BinaryOperator operator, List<Object> left, List<Object> right) {
        boolean equal = left.size() == right.size();
        for (int i = 0; equal && i < left.size(); i++) {
            equal = ofSingle(BinaryOperator.EQUAL, left.get(i), right.get(i));
        }
        return operator == BinaryOperator.EQUAL ? equal : operator == BinaryOperator.NOT_EQUAL && !equal;
    }

    private static boolean ofSingle(BinaryOperator operator, Object left, Object right) {
        if (isNumber(left) && isNumber(right)) {
            if (left instanceof Double != right instanceof Double
                    && (operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL)
                    && Math.abs(asDouble(left)) >= EXACT_INTEGERS) {
                return operator == BinaryOperator.NOT_EQUAL;
            }
            return left instanceof Double || right instanceof Double
                    ? ofDoubles(operator, asDouble(left), asDouble(right))
                    : ofOrder(operator, Long.compare(asLong(left), asLong(right)));
        }
        if (left instanceof String one && right instanceof String other) {
            return ofOrder(operator, byCodePoints(one, other));
        }
        if (left.getClass() != right.getClass()) {
            return false;
        }
        return operator == BinaryOperator.EQUAL
                ? left.equals(right)
                : operator == BinaryOperator.NOT_EQUAL && !left.equals(right);
    }

    private static boolean ofDoubles(BinaryOperator operator, double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return operator == BinaryOperator.NOT_EQUAL;
        }
        return ofOrder(operator, left < right ? -1 : left > right ? 1 : 0);
    }

    private static boolean ofOrder(BinaryOperator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_EQUAL -> order >= 0;
            default -> throw new IllegalArgumentException("not a comparison: " + operator.text());
        };
    }

    /** The order of the UTF-8 bytes; the order of {@code char}s differs for characters beyond U+FFFF. */
    private static int byCodePoints(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    static boolean isNumber(@Nullable Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Nanos;
    }

    /** @param value an integer or a duration */
    static long asLong(Object value) {
        return value instanceof Nanos nanos ? nanos.value() : (Long) value;
    }

    /** @param value a number */
    static double asDouble(Object value) {
        return value instanceof Double number ? number : (double) asLong(value);
    }
}
