// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

import java.math.BigDecimal;

/**
 * A comparison of two values of an attribute. Whole and fractional numbers compare with each other, exactly; values of
 * different types never satisfy any comparison, and of booleans only equality is defined.
 */
public enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    public boolean holds(Object value, Object operand) {
        if (value instanceof Number left && operand instanceof Number right) {
            return numbers(left, right);
        }
        if (value instanceof String left && operand instanceof String right) {
            return holds(left.compareTo(right));
        }
        if (value instanceof Boolean left && operand instanceof Boolean right) {
            return (this == EQUAL || this == NOT_EQUAL) && holds(Boolean.compare(left, right));
        }
        return false;
    }

    private boolean numbers(Number left, Number right) {
        if (left instanceof Long a && right instanceof Long b) {
            return holds(Long.compare(a, b));
        }
        if (Double.isNaN(left.doubleValue()) || Double.isNaN(right.doubleValue())) {
            return this == NOT_EQUAL;
        }
        if (left instanceof Double a && right instanceof Double b) {
            // Not Double.compare: 0.0 equals -0.0.
            return holds(a < b.doubleValue() ? -1 : a > b.doubleValue() ? 1 : 0);
        }
        return holds(mixed(left, right));
    }

    private static int mixed(Number left, Number right) {
        if (Double.isInfinite(left.doubleValue()) || Double.isInfinite(right.doubleValue())) {
            return Double.compare(left.doubleValue(), right.doubleValue());
        }
        return exact(left).compareTo(exact(right));
    }

    private static BigDecimal exact(Number number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole) : new BigDecimal(number.doubleValue());
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
