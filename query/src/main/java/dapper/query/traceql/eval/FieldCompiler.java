// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.types.Regex;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compiles expressions over one span. Used for one query, by one thread. */
final class FieldCompiler {
    private static final int TRACE_ID_DIGITS = 32;
    private static final int SPAN_ID_DIGITS = 16;

    private final NeededDetails needed = new NeededDetails();
    private boolean needsTree;
    private boolean needsTrace;

    /** Returns whether what was compiled asks for the relations of spans. */
    boolean needsTree() {
        return needsTree;
    }

    /** Returns whether what was compiled asks for more of a trace than one span and the id. */
    boolean needsTrace() {
        return needsTrace || needsTree;
    }

    NeededDetails needed() {
        return needed;
    }

    void needTree() {
        needsTree = true;
    }

    SpanValue compile(FieldExpression expression) {
        if (expression instanceof Literal literal) {
            Object value = value(literal);
            return (trace, place) -> value;
        }
        if (expression instanceof Field field) {
            return field(field);
        }
        if (expression instanceof FieldExpression.Not not) {
            SpanValue operand = compile(not.operand());
            return (trace, place) -> !operand.isTrue(trace, place);
        }
        if (expression instanceof FieldExpression.Minus minus) {
            SpanValue operand = compile(minus.operand());
            return (trace, place) -> Arithmetic.minus(operand.of(trace, place));
        }
        if (expression instanceof FieldExpression.Exists exists) {
            SpanValue operand = compile(exists.operand());
            return (trace, place) -> (operand.of(trace, place) != null) == exists.exists();
        }
        return binary((FieldExpression.Binary) expression);
    }

    SpanValue field(Field field) {
        needed.add(field);
        if (field instanceof Attribute attribute) {
            needsTree |= attribute.ofParent();
            return AttributeValues.of(attribute);
        }
        Intrinsic intrinsic = (Intrinsic) field;
        needsTree |= IntrinsicValues.needsTree(intrinsic);
        needsTrace |= IntrinsicValues.needsTrace(intrinsic);
        return IntrinsicValues.of(intrinsic);
    }

    static Object value(Literal literal) {
        if (literal instanceof Literal.Text text) {
            return text.value();
        }
        if (literal instanceof Literal.Int number) {
            return number.value();
        }
        if (literal instanceof Literal.Floating number) {
            return number.value();
        }
        if (literal instanceof Literal.Duration duration) {
            return new Nanos(duration.nanos());
        }
        if (literal instanceof Literal.Bool bool) {
            return bool.value();
        }
        if (literal instanceof Literal.StatusValue status) {
            return code(status.value());
        }
        return kind(((Literal.KindValue) literal).value());
    }

    private static Status.Code code(Literal.Status status) {
        return switch (status) {
            case UNSET -> Status.Code.UNSET;
            case OK -> Status.Code.OK;
            case ERROR -> Status.Code.ERROR;
        };
    }

    private static SpanKind kind(Literal.Kind kind) {
        return switch (kind) {
            case UNSPECIFIED -> SpanKind.UNSPECIFIED;
            case INTERNAL -> SpanKind.INTERNAL;
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
            case PRODUCER -> SpanKind.PRODUCER;
            case CONSUMER -> SpanKind.CONSUMER;
        };
    }

    private SpanValue binary(FieldExpression.Binary binary) {
        BinaryOperator operator = binary.operator();
        if (operator.isRegex()) {
            return regex(binary);
        }
        if (!operator.isLogical() && ManyValued.is(binary.left()) && ManyValued.is(binary.right())) {
            throw new UnsupportedQueryException("\"" + operator.text()
                    + "\" between two fields of events or links is not supported, because each has one value for each"
                    + " event or link of a span");
        }
        SpanValue left = operand(binary.left(), binary.right());
        SpanValue right = operand(binary.right(), binary.left());
        if (operator == BinaryOperator.AND) {
            return (trace, place) -> left.isTrue(trace, place) && right.isTrue(trace, place);
        }
        if (operator == BinaryOperator.OR) {
            return (trace, place) -> left.isTrue(trace, place) || right.isTrue(trace, place);
        }
        return operator.isArithmetic()
                ? (trace, place) -> Arithmetic.of(operator, left.of(trace, place), right.of(trace, place))
                : (trace, place) -> Comparison.holds(operator, left.of(trace, place), right.of(trace, place));
    }

    /** An id in a query may have upper-case digits and may lack its leading zeros. */
    private SpanValue operand(FieldExpression expression, FieldExpression other) {
        if (expression instanceof Literal.Text text && other instanceof Intrinsic intrinsic) {
            String value = operand(text, intrinsic);
            return (trace, place) -> value;
        }
        return compile(expression);
    }

    /** Returns the text with which the values of an intrinsic are compared. */
    static String operand(Literal.Text text, Intrinsic intrinsic) {
        return withAllDigits(text.value(), digits(intrinsic));
    }

    private static int digits(Intrinsic intrinsic) {
        return switch (intrinsic) {
            case TRACE_ID, LINK_TRACE_ID -> TRACE_ID_DIGITS;
            case SPAN_ID, SPAN_PARENT_ID, LINK_SPAN_ID -> SPAN_ID_DIGITS;
            default -> 0;
        };
    }

    private static String withAllDigits(String text, int digits) {
        boolean isId = text.length() <= digits && text.matches("[0-9a-fA-F]+");
        return isId ? "0".repeat(digits - text.length()) + text.toLowerCase(Locale.ROOT) : text;
    }

    private SpanValue regex(FieldExpression.Binary binary) {
        if (!(binary.right() instanceof Literal.Text text)) {
            throw new UnsupportedQueryException(
                    "the regular expression of " + binary.operator().text() + " must be a text in quotes");
        }
        Regex pattern = Regex.of(text.value());
        boolean wanted = binary.operator() == BinaryOperator.REGEX;
        SpanValue left = compile(binary.left());
        return (trace, place) -> matches(left.of(trace, place), pattern, wanted);
    }

    private static boolean matches(@Nullable Object value, Regex pattern, boolean wanted) {
        if (value instanceof Several several) {
            boolean all = several.ofList() && !wanted;
            return all
                    ? several.values().stream().allMatch(each -> matches(each, pattern, false))
                    : several.values().stream().anyMatch(each -> matches(each, pattern, wanted));
        }
        return value instanceof String text && pattern.matches(text) == wanted;
    }
}
