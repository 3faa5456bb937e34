// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.Span;
import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Attribute;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/** Evaluates a predicate on a span itself, written from the Javadoc of {@link Predicate} alone. */
final class NaiveFilter {
    private NaiveFilter() {}

    static boolean matches(Span span, Predicate predicate) {
        if (predicate instanceof Predicate.Not not) {
            return !matches(span, not.predicate());
        }
        if (predicate instanceof Predicate.And and) {
            return and.predicates().stream().allMatch(part -> matches(span, part));
        }
        if (predicate instanceof Predicate.Or or) {
            return or.predicates().stream().anyMatch(part -> matches(span, part));
        }
        if (predicate instanceof Predicate.Present present) {
            return value(span, present.field()) != null;
        }
        if (predicate instanceof Predicate.Matches matches) {
            return value(span, matches.field()) instanceof String text
                    && matches.pattern().matches(text) != matches.negated();
        }
        Predicate.Compare compare = (Predicate.Compare) predicate;
        Object value = value(span, compare.field());
        if (value == null) {
            return false;
        }
        if (compare.field() == Intrinsic.START) {
            return compare.operand() instanceof Long start
                    ? holds(compare.comparison(), Long.compareUnsigned((Long) value, start))
                    : compare(value, compare);
        }
        return compare(value, compare);
    }

    private static boolean compare(Object value, Predicate.Compare compare) {
        Object operand = compare.operand();
        if (value instanceof String left && operand instanceof String right) {
            return holds(compare.comparison(), left.compareTo(right));
        }
        if (value instanceof Boolean left && operand instanceof Boolean right) {
            return switch (compare.comparison()) {
                case EQUAL -> left.equals(right);
                case NOT_EQUAL -> !left.equals(right);
                default -> false;
            };
        }
        if (value instanceof Number left && operand instanceof Number right) {
            double a = left.doubleValue();
            double b = right.doubleValue();
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return compare.comparison() == Comparison.NOT_EQUAL;
            }
            if (left instanceof Long one && right instanceof Long other) {
                return holds(compare.comparison(), one.compareTo(other));
            }
            boolean equal = a == b && (left.getClass() == right.getClass() || Math.abs(a) < 0x1p53);
            return switch (compare.comparison()) {
                case EQUAL -> equal;
                case NOT_EQUAL -> !equal;
                case LESS -> a < b;
                case LESS_OR_EQUAL -> a <= b;
                case GREATER -> a > b;
                case GREATER_OR_EQUAL -> a >= b;
            };
        }
        return false;
    }

    private static boolean holds(Comparison comparison, int order) {
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static @Nullable Object value(Span span, Field field) {
        if (field instanceof Attribute attribute) {
            Object own = span.attributes().get(attribute.key());
            Object shared = span.resource().attributes().get(attribute.key());
            return switch (attribute.owner()) {
                case SPAN -> own;
                case RESOURCE -> shared;
                case SCOPE -> throw new IllegalArgumentException("not in a block");
                case ANY -> own == null ? shared : own;
            };
        }
        return switch ((Intrinsic) field) {
            case NAME -> span.name();
            case KIND -> (long) span.kind().number();
            case STATUS -> (long) span.status().code().number();
            case STATUS_MESSAGE -> span.status().description();
            case TRACE_STATE -> span.traceState();
            case START -> span.startUnixNanos();
            case DURATION -> span.durationNanos();
            case SCOPE_NAME -> span.scope().name();
            case SCOPE_VERSION -> span.scope().version();
            case TRACE_ID, SPAN_ID, PARENT_ID -> throw new IllegalArgumentException("not in a block");
        };
    }
}
