// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.types;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Which operators may have which operands. The rules are Tempo's: numbers and durations mix freely, an attribute
 * matches every type, all other types match themselves only. Each check looks at one node, whose operands have been
 * checked before; it returns null if the rule is kept.
 */
public final class TypeRules {

    private static final Attribute SERVICE_NAME = Attribute.of(Attribute.Scope.RESOURCE, "service.name");

    private TypeRules() {}

    /** The type as far as the text determines it; O(1) except for chains of arithmetic. */
    public static ValueType type(FieldExpression expression) {
        if (expression instanceof Literal literal) {
            return literal.type();
        }
        if (expression instanceof Intrinsic intrinsic) {
            return intrinsic.type();
        }
        if (expression instanceof FieldExpression.Exists) {
            return ValueType.BOOLEAN;
        }
        if (expression instanceof FieldExpression.Minus minus) {
            return type(minus.operand());
        }
        if (expression instanceof FieldExpression.Not not) {
            return type(not.operand());
        }
        if (expression instanceof FieldExpression.Binary binary) {
            if (!binary.operator().isArithmetic()) {
                return ValueType.BOOLEAN;
            }
            ValueType left = type(binary.left());
            return left == ValueType.ATTRIBUTE ? type(binary.right()) : left;
        }
        return ValueType.ATTRIBUTE;
    }

    public static @Nullable Problem binary(BinaryOperator operator, FieldExpression left, FieldExpression right) {
        ValueType leftType = type(left);
        ValueType rightType = type(right);
        String found = leftType.words() + " and " + rightType.words();
        if (!match(leftType, rightType)) {
            return new Problem("operands of the same type", found, suggestion(left, right));
        }
        if (!accepts(operator, leftType) || !accepts(operator, rightType)) {
            return new Problem(operands(operator), found, null);
        }
        return operator.isRegex() ? regex(right) : null;
    }

    public static @Nullable Problem not(FieldExpression operand) {
        ValueType type = type(operand);
        return isBoolean(type)
                ? null
                : new Problem("a boolean after !", type.words(), "To negate a comparison, write !(...).");
    }

    public static @Nullable Problem minus(FieldExpression operand) {
        ValueType type = type(operand);
        return isNumber(type) ? null : new Problem("a number after -", type.words(), null);
    }

    /** Of {@code operand = nil}; each operand may be compared with {@code != nil}. */
    public static @Nullable Problem absent(FieldExpression operand) {
        if (operand instanceof Intrinsic intrinsic) {
            return new Problem("an attribute", intrinsic.text() + ", which is never nil", null);
        }
        return operand.equals(SERVICE_NAME)
                ? new Problem("another attribute", "resource.service.name, which is never nil", null)
                : null;
    }

    /** Of the expression between braces. */
    public static @Nullable Problem condition(FieldExpression expression) {
        ValueType type = type(expression);
        if (isBoolean(type)) {
            return null;
        }
        String suggestion = expression instanceof Field ? "Compare it with a value." : null;
        return new Problem("a condition that is a boolean", type.words(), suggestion);
    }

    /** Of the operand of an aggregate, or of a metrics function. */
    public static @Nullable Problem aggregated(FieldExpression expression) {
        ValueType type = type(expression);
        if (!isNumber(type)) {
            return new Problem("a number or a duration to aggregate", type.words(), null);
        }
        return refersToSpan(expression)
                ? null
                : new Problem("an expression with a field of the span", "a constant", null);
    }

    /** Of the key of {@code by(...)}. */
    public static @Nullable Problem grouped(FieldExpression expression) {
        return refersToSpan(expression)
                ? null
                : new Problem("an expression with a field of the span", "a constant", null);
    }

    private static boolean refersToSpan(FieldExpression expression) {
        if (expression instanceof FieldExpression.Binary binary) {
            return refersToSpan(binary.left()) || refersToSpan(binary.right());
        }
        if (expression instanceof FieldExpression.Minus minus) {
            return refersToSpan(minus.operand());
        }
        if (expression instanceof FieldExpression.Not not) {
            return refersToSpan(not.operand());
        }
        if (expression instanceof FieldExpression.Exists exists) {
            return refersToSpan(exists.operand());
        }
        return expression instanceof Field;
    }

    private static boolean match(ValueType left, ValueType right) {
        return left == right
                || left == ValueType.ATTRIBUTE
                || right == ValueType.ATTRIBUTE
                || (left.isNumeric() && right.isNumeric());
    }

    private static boolean accepts(BinaryOperator operator, ValueType type) {
        boolean equality = operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL;
        return switch (type) {
            case ATTRIBUTE -> true;
            case BOOLEAN -> equality || operator.isLogical();
            case INTEGER, FLOAT, DURATION -> operator.isComparison() || operator.isArithmetic();
            case STRING -> operator.isComparison() || operator.isRegex();
            case STATUS, KIND -> equality;
        };
    }

    private static String operands(BinaryOperator operator) {
        if (operator.isLogical()) {
            return "booleans beside " + operator.text();
        }
        if (operator.isArithmetic()) {
            return "numbers or durations beside " + operator.text();
        }
        if (operator.isRegex()) {
            return "strings beside " + operator.text();
        }
        return "numbers, durations or strings beside " + operator.text();
    }

    private static @Nullable Problem regex(FieldExpression right) {
        if (!(right instanceof Literal.Text pattern)) {
            return new Problem("a regular expression in quotes", type(right).words(), null);
        }
        String fault = Regex.fault(pattern.value());
        return fault == null ? null : new Problem("a valid regular expression (RE2)", fault, null);
    }

    private static @Nullable String suggestion(FieldExpression left, FieldExpression right) {
        String reversed = unquoted(left, right);
        return reversed == null ? unquoted(right, left) : reversed;
    }

    /** A status, a kind or a number in quotes is the usual reason for different types. */
    private static @Nullable String unquoted(FieldExpression field, FieldExpression literal) {
        if (!(field instanceof Intrinsic intrinsic) || !(literal instanceof Literal.Text text)) {
            return null;
        }
        if (intrinsic.type() == ValueType.STATUS) {
            return "A status has no quotes: one of unset, ok, error.";
        }
        if (intrinsic.type() == ValueType.KIND) {
            return "A kind has no quotes: one of unspecified, internal, server, client, producer, consumer.";
        }
        return intrinsic.type().isNumeric() ? "Write it without quotes: " + text.value() + "." : null;
    }

    private static boolean isBoolean(ValueType type) {
        return type == ValueType.BOOLEAN || type == ValueType.ATTRIBUTE;
    }

    private static boolean isNumber(ValueType type) {
        return type.isNumeric() || type == ValueType.ATTRIBUTE;
    }
}
