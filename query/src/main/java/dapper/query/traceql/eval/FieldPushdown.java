// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.FieldExpression.Binary;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.types.Regex;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a predicate of a condition on one span. A part that no predicate expresses is replaced: by a predicate that
 * accepts more spans, or under a negation by one that accepts fewer.
 */
final class FieldPushdown {
    private FieldPushdown() {}

    /** Returns a predicate that every span meets for which the condition is true. */
    static Predicate of(FieldExpression condition) {
        return bound(condition, true);
    }

    /** @param more whether the predicate may accept more spans than the condition; else it may accept fewer */
    private static Predicate bound(FieldExpression condition, boolean more) {
        if (condition instanceof Literal literal) {
            return literal instanceof Literal.Bool bool && bool.value() ? Predicate.ALL : Predicate.NONE;
        }
        if (condition instanceof FieldExpression.Not not) {
            return Predicate.not(bound(not.operand(), !more));
        }
        if (condition instanceof FieldExpression.Exists exists) {
            Field field = stored(exists.operand());
            Predicate present = field == null ? unknown(exists.exists() == more) : new Predicate.Present(field);
            return exists.exists() ? present : Predicate.not(present);
        }
        if (condition instanceof Binary binary) {
            return switch (binary.operator()) {
                case AND -> Predicate.and(bound(binary.left(), more), bound(binary.right(), more));
                case OR -> Predicate.or(bound(binary.left(), more), bound(binary.right(), more));
                default -> comparison(binary, more);
            };
        }
        Field field = stored(condition);
        return field == null ? unknown(more) : Predicate.equal(field, true);
    }

    private static Predicate unknown(boolean more) {
        return more ? Predicate.ALL : Predicate.NONE;
    }

    private static Predicate comparison(Binary binary, boolean more) {
        Predicate exact = binary.right() instanceof Literal literal
                ? comparison(binary.left(), binary.operator(), literal)
                : binary.left() instanceof Literal literal
                        ? comparison(binary.right(), swapped(binary.operator()), literal)
                        : null;
        if (exact != null) {
            return exact;
        }
        return more ? Predicate.and(present(binary.left()), present(binary.right())) : Predicate.NONE;
    }

    private static BinaryOperator swapped(BinaryOperator operator) {
        return switch (operator) {
            case LESS -> BinaryOperator.GREATER;
            case LESS_EQUAL -> BinaryOperator.GREATER_EQUAL;
            case GREATER -> BinaryOperator.LESS;
            case GREATER_EQUAL -> BinaryOperator.LESS_EQUAL;
            default -> operator;
        };
    }

    private static @Nullable Predicate comparison(
            FieldExpression expression, BinaryOperator operator, Literal literal) {
        Field field = stored(expression);
        if (field == null) {
            return null;
        }
        if (operator.isRegex()) {
            return literal instanceof Literal.Text text
                    ? new Predicate.Matches(field, Regex.of(text.value()), operator == BinaryOperator.NOT_REGEX)
                    : null;
        }
        Object operand = operand(expression, literal);
        return operand == null || !operator.isComparison()
                ? null
                : new Predicate.Compare(field, Comparison.stored(operator), operand);
    }

    /** Returns the literal as a predicate has it, null if it has none. */
    private static @Nullable Object operand(FieldExpression field, Literal literal) {
        if (literal instanceof Literal.StatusValue) {
            return field == Intrinsic.SPAN_STATUS ? Comparison.stored(FieldCompiler.value(literal)) : null;
        }
        if (literal instanceof Literal.KindValue) {
            return field == Intrinsic.SPAN_KIND ? Comparison.stored(FieldCompiler.value(literal)) : null;
        }
        if (literal instanceof Literal.Text text && field instanceof Intrinsic intrinsic) {
            return FieldCompiler.operand(text, intrinsic);
        }
        return Comparison.stored(FieldCompiler.value(literal));
    }

    /** A comparison with a value that is absent is false, and so is one with the result of arithmetic on it. */
    private static Predicate present(FieldExpression operand) {
        if (operand instanceof FieldExpression.Minus minus) {
            return present(minus.operand());
        }
        if (operand instanceof Binary binary && binary.operator().isArithmetic()) {
            return Predicate.and(present(binary.left()), present(binary.right()));
        }
        Field field = stored(operand);
        return field instanceof Field.Attribute ? new Predicate.Present(field) : Predicate.ALL;
    }

    /** Returns null for a field that belongs to the trace, to another span, or to events or links. */
    private static @Nullable Field stored(FieldExpression expression) {
        if (expression instanceof Attribute attribute) {
            return stored(attribute);
        }
        if (!(expression instanceof Intrinsic intrinsic)) {
            return null;
        }
        return switch (intrinsic) {
            case TRACE_ID -> Field.Intrinsic.TRACE_ID;
            case SPAN_ID -> Field.Intrinsic.SPAN_ID;
            case SPAN_PARENT_ID -> Field.Intrinsic.PARENT_ID;
            case SPAN_NAME -> Field.Intrinsic.NAME;
            case SPAN_KIND -> Field.Intrinsic.KIND;
            case SPAN_STATUS -> Field.Intrinsic.STATUS;
            case SPAN_STATUS_MESSAGE -> Field.Intrinsic.STATUS_MESSAGE;
            case SPAN_DURATION -> Field.Intrinsic.DURATION;
            case INSTRUMENTATION_NAME -> Field.Intrinsic.SCOPE_NAME;
            case INSTRUMENTATION_VERSION -> Field.Intrinsic.SCOPE_VERSION;
            default -> null;
        };
    }

    private static @Nullable Field stored(Attribute attribute) {
        if (attribute.ofParent()) {
            return null;
        }
        return switch (attribute.scope()) {
            case ANY -> Field.any(attribute.name());
            case SPAN -> Field.span(attribute.name());
            case RESOURCE -> Field.resource(attribute.name());
            case INSTRUMENTATION -> new Field.Attribute(Field.Owner.SCOPE, attribute.name());
            case EVENT, LINK -> null;
        };
    }
}
