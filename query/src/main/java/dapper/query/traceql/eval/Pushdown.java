// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.FieldExpression.Binary;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.SpansetExpression.And;
import dapper.query.traceql.syntax.SpansetExpression.Filter;
import dapper.query.traceql.syntax.SpansetExpression.Nested;
import dapper.query.traceql.syntax.SpansetExpression.Or;
import dapper.query.traceql.syntax.SpansetExpression.Structural;
import dapper.storage.Resource;
import dapper.storage.TraceId;

/** Finds conditions which the index can check, and which every span that an expression selects meets. */
final class Pushdown {
    /** Up to here every integer is a double of its own. */
    private static final double EXACT_IN_DOUBLE = 1L << 53;

    private Pushdown() {}

    static Conditions of(SpansetExpression expression) {
        if (expression instanceof Filter filter) {
            return of(filter.condition());
        }
        if (expression instanceof And and) {
            return of(and.left()).or(of(and.right()));
        }
        if (expression instanceof Or or) {
            return of(or.left()).or(of(or.right()));
        }
        if (expression instanceof Structural structural) {
            Conditions left = of(structural.left());
            Conditions right = of(structural.right());
            return switch (structural.form()) {
                case RIGHT -> right.inTraceOf(left);
                case NOT -> right;
                case BOTH -> left.or(right).inTraceOf(left).inTraceOf(right);
            };
        }
        boolean isPipeline = expression instanceof Nested nested
                && nested.pipeline().stages().get(0) instanceof SpansetExpression;
        return isPipeline
                ? of((SpansetExpression)
                        ((Nested) expression).pipeline().stages().get(0))
                : Conditions.NONE;
    }

    private static Conditions of(FieldExpression expression) {
        if (!(expression instanceof Binary binary)) {
            return Conditions.NONE;
        }
        return switch (binary.operator()) {
            case AND -> of(binary.left()).and(of(binary.right()));
            case OR -> of(binary.left()).or(of(binary.right()));
            default -> comparison(binary);
        };
    }

    private static Conditions comparison(Binary binary) {
        if (binary.right() instanceof Literal literal) {
            return comparison(binary.left(), binary.operator(), literal);
        }
        return binary.left() instanceof Literal literal
                ? comparison(binary.right(), swapped(binary.operator()), literal)
                : Conditions.NONE;
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

    private static Conditions comparison(FieldExpression field, BinaryOperator operator, Literal literal) {
        if (field == Intrinsic.SPAN_DURATION) {
            return duration(operator, literal);
        }
        if (field == Intrinsic.SPAN_STATUS && literal instanceof Literal.StatusValue status) {
            return status(operator, status.value() == Literal.Status.ERROR);
        }
        if (operator != BinaryOperator.EQUAL) {
            return Conditions.NONE;
        }
        if (field == Intrinsic.TRACE_ID && literal instanceof Literal.Text id) {
            return Conditions.ofTrace(traceId(id.value()));
        }
        if (field == Intrinsic.SPAN_NAME && literal instanceof Literal.Text name) {
            return Conditions.ofOperation(name.value());
        }
        return field instanceof Attribute attribute ? attribute(attribute, literal) : Conditions.NONE;
    }

    /** No trace has the id of zeros, so it stands for a text that is the id of none. */
    private static TraceId traceId(String text) {
        return text.matches("[0-9a-fA-F]{1,32}") ? TraceId.parse(text) : new TraceId(0, 0);
    }

    private static Conditions duration(BinaryOperator operator, Literal literal) {
        if (!(literal instanceof Literal.Numeric)) {
            return Conditions.NONE;
        }
        // A float may lie between two durations: both bounds leave room for one more.
        double value = Comparison.asDouble(FieldCompiler.value(literal));
        long min = literal instanceof Literal.Floating
                ? (long) Math.floor(value)
                : Comparison.asLong(FieldCompiler.value(literal));
        long max = literal instanceof Literal.Floating ? (long) Math.ceil(value) : min;
        return switch (operator) {
            case EQUAL -> Conditions.ofDuration(min, max);
            case LESS, LESS_EQUAL -> Conditions.ofDuration(0, max);
            case GREATER, GREATER_EQUAL -> Conditions.ofDuration(min, Long.MAX_VALUE);
            default -> Conditions.NONE;
        };
    }

    private static Conditions status(BinaryOperator operator, boolean error) {
        if (operator == BinaryOperator.EQUAL) {
            return Conditions.ofError(error);
        }
        return operator == BinaryOperator.NOT_EQUAL && error ? Conditions.ofError(false) : Conditions.NONE;
    }

    private static Conditions attribute(Attribute attribute, Literal literal) {
        boolean indexed = attribute.scope() == Attribute.Scope.ANY
                || attribute.scope() == Attribute.Scope.SPAN
                || attribute.scope() == Attribute.Scope.RESOURCE;
        if (!indexed || attribute.ofParent()) {
            return Conditions.NONE;
        }
        if (literal instanceof Literal.Text text && attribute.name().equals(AttributeValues.SERVICE_NAME)) {
            if (attribute.scope() == Attribute.Scope.RESOURCE) {
                return Conditions.ofService(text.value());
            }
            if (attribute.scope() == Attribute.Scope.ANY && text.value().equals(Resource.UNKNOWN_SERVICE)) {
                return Conditions.NONE;
            }
        }
        return tag(attribute.name(), literal);
    }

    /** The index compares texts; it also finds a float without fraction by the text of the integer. */
    private static Conditions tag(String key, Literal literal) {
        Object value = FieldCompiler.value(literal);
        if (value instanceof String || value instanceof Boolean) {
            return Conditions.ofTag(key, value.toString());
        }
        if (!Comparison.isNumber(value)) {
            return Conditions.NONE;
        }
        if (!(value instanceof Double number)) {
            return Conditions.ofTag(key, Long.toString(Comparison.asLong(value)));
        }
        boolean isIndexedAsInteger = number == Math.rint(number) && Math.abs(number) < EXACT_IN_DOUBLE;
        return Conditions.ofTag(key, isIndexedAsInteger ? Long.toString(number.longValue()) : Double.toString(number));
    }
}
