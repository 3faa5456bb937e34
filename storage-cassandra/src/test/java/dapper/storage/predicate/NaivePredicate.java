// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

import dapper.storage.Attributes;
import dapper.storage.NoValue;
import dapper.storage.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates a predicate on a span, written from the Javadoc of {@link Predicate} and its parts alone. */
public final class NaivePredicate {
    private NaivePredicate() {}

    public static boolean holds(Predicate predicate, Span span) {
        if (predicate instanceof Predicate.Not not) {
            return !holds(not.predicate(), span);
        }
        if (predicate instanceof Predicate.And and) {
            return and.predicates().stream().allMatch(part -> holds(part, span));
        }
        if (predicate instanceof Predicate.Or or) {
            return or.predicates().stream().anyMatch(part -> holds(part, span));
        }
        if (predicate instanceof Predicate.Present present) {
            return value(present.field(), span) != null;
        }
        if (predicate instanceof Predicate.Matches matches) {
            return ofValue(
                    value(matches.field(), span),
                    matches.negated(),
                    single -> single instanceof String text && matches.pattern().matches(text) != matches.negated());
        }
        Predicate.Compare compare = (Predicate.Compare) predicate;
        return ofValue(
                value(compare.field(), span),
                compare.comparison() == Comparison.NOT_EQUAL,
                single -> compare(single, compare.comparison(), compare.operand()));
    }

    private static boolean ofValue(
            @Nullable Object value, boolean everyElement, java.util.function.Predicate<Object> single) {
        if (value == null) {
            return false;
        }
        if (!(value instanceof List<?> list)) {
            return single.test(plain(value));
        }
        List<Object> elements = new ArrayList<>(list);
        elements.removeIf(element -> element == NoValue.NONE);
        return everyElement
                ? elements.stream().allMatch(element -> single.test(plain(element)))
                : elements.stream().anyMatch(element -> single.test(plain(element)));
    }

    private static Object plain(Object value) {
        return value instanceof Number || value instanceof Boolean ? value : Attributes.text(value);
    }

    private static boolean compare(Object value, Comparison comparison, Object operand) {
        if (value instanceof Long one && operand instanceof Long other) {
            return comparison.holds(one.compareTo(other));
        }
        if (value instanceof Number one && operand instanceof Number other) {
            double a = one.doubleValue();
            double b = other.doubleValue();
            boolean sameType = one.getClass() == other.getClass();
            boolean equal = a == b && (sameType || Math.abs(a) < 0x1p53);
            return switch (comparison) {
                case EQUAL -> equal;
                case NOT_EQUAL -> !equal;
                case LESS -> a < b;
                case LESS_OR_EQUAL -> a <= b;
                case GREATER -> a > b;
                case GREATER_OR_EQUAL -> a >= b;
            };
        }
        if (value instanceof String one && operand instanceof String other) {
            return comparison.holds(Arrays.compare(
                    one.codePoints().toArray(), other.codePoints().toArray()));
        }
        return switch (comparison) {
            case EQUAL -> value.equals(operand);
            case NOT_EQUAL -> value instanceof Boolean && operand instanceof Boolean && !value.equals(operand);
            default -> false;
        };
    }

    private static @Nullable Object value(Field field, Span span) {
        if (field instanceof Field.Attribute attribute) {
            return attribute(attribute, span);
        }
        return switch ((Field.Intrinsic) field) {
            case TRACE_ID ->
                String.format(
                        "%016x%016x", span.traceId().high(), span.traceId().low());
            case SPAN_ID -> String.format("%016x", span.spanId());
            case PARENT_ID -> span.parentSpanId() == 0 ? null : String.format("%016x", span.parentSpanId());
            case NAME -> span.name();
            case KIND -> (long) span.kind().number();
            case STATUS -> (long) span.status().code().number();
            case STATUS_MESSAGE -> span.status().description();
            case TRACE_STATE -> span.traceState();
            case START -> span.startUnixNanos();
            case DURATION -> span.durationNanos();
            case SCOPE_NAME -> span.scope().name();
            case SCOPE_VERSION -> span.scope().version();
        };
    }

    private static @Nullable Object attribute(Field.Attribute attribute, Span span) {
        Object own = span.attributes().get(attribute.key());
        Object ofSpan = own == NoValue.NONE ? null : own;
        Object shared = attribute.key().equals("service.name")
                ? span.serviceName()
                : span.resource().attributes().get(attribute.key());
        Object ofResource = shared == NoValue.NONE ? null : shared;
        return switch (attribute.owner()) {
            case SPAN -> ofSpan;
            case RESOURCE -> ofResource;
            case ANY -> ofSpan == null ? ofResource : ofSpan;
            case SCOPE -> {
                Object value = span.scope().attributes().get(attribute.key());
                yield value == NoValue.NONE ? null : value;
            }
        };
    }
}
