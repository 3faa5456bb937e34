// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of two values. Durations compare as numbers, a status or a kind for equality only, all else as the
 * storage compares it: {@link dapper.storage.predicate.Comparison}. A value that is absent makes every comparison false,
 * {@code !=} too.
 */
final class Comparison {
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
        if (isCode(left) || isCode(right)) {
            return operator == BinaryOperator.EQUAL
                    ? left.equals(right)
                    : operator == BinaryOperator.NOT_EQUAL
                            && left.getClass() == right.getClass()
                            && !left.equals(right);
        }
        return stored(operator).holds(stored(left), stored(right));
    }

    /** A status and a kind are no numbers here. */
    private static boolean isCode(Object value) {
        return value instanceof Status.Code || value instanceof SpanKind;
    }

    /** Returns the comparison as a predicate of the storage has it. */
    static dapper.storage.predicate.Comparison stored(BinaryOperator operator) {
        return switch (operator) {
            case EQUAL -> dapper.storage.predicate.Comparison.EQUAL;
            case NOT_EQUAL -> dapper.storage.predicate.Comparison.NOT_EQUAL;
            case LESS -> dapper.storage.predicate.Comparison.LESS;
            case LESS_EQUAL -> dapper.storage.predicate.Comparison.LESS_OR_EQUAL;
            case GREATER -> dapper.storage.predicate.Comparison.GREATER;
            case GREATER_EQUAL -> dapper.storage.predicate.Comparison.GREATER_OR_EQUAL;
            default -> throw new IllegalArgumentException("not a comparison: " + operator.text());
        };
    }

    /** Returns a single value as a predicate of the storage has it. */
    static Object stored(Object value) {
        if (value instanceof Nanos nanos) {
            return nanos.value();
        }
        if (value instanceof Status.Code code) {
            return (long) code.number();
        }
        return value instanceof SpanKind kind ? (Object) (long) kind.number() : value;
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
