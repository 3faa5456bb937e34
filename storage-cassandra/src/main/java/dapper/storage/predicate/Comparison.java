// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

/**
 * A comparison of two values. Integers and floats compare as numbers; texts by their code points; booleans for equality
 * only. An integer and a float are equal below 2^53 only: beyond it not every integer is a float. Values of different
 * types make every comparison false, {@link #NOT_EQUAL} too.
 */
public enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    /** Up to here every integer is a double of its own. */
    private static final double EXACT_INTEGERS = 1L << 53;

    /** @param value neither a list nor missing, see {@link ValueFilter} */
    public boolean holds(Object value, Object operand) {
        if (value instanceof Number left && operand instanceof Number right) {
            return numbers(left, right);
        }
        if (value instanceof String left && operand instanceof String right) {
            return holds(byCodePoints(left, right));
        }
        if (value instanceof Boolean left && operand instanceof Boolean right) {
            return isEquality() && holds(Boolean.compare(left, right));
        }
        return false;
    }

    private boolean isEquality() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    private boolean numbers(Number left, Number right) {
        if (left instanceof Long one && right instanceof Long other) {
            return holds(Long.compare(one, other));
        }
        boolean mixed = left instanceof Long || right instanceof Long;
        if (mixed && isEquality() && Math.abs(left.doubleValue()) >= EXACT_INTEGERS) {
            return this == NOT_EQUAL;
        }
        return doubles(left.doubleValue(), right.doubleValue());
    }

    private boolean doubles(double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return this == NOT_EQUAL;
        }
        // Not Double.compare: 0.0 equals -0.0.
        return holds(left < right ? -1 : left > right ? 1 : 0);
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

    /** @param order of value and operand, as {@link Comparable#compareTo} returns it */
    public boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
