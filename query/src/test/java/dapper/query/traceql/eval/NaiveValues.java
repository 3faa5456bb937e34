// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Literal;
import dapper.storage.Attributes;
import dapper.storage.NoValue;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values and operators, written from their documentation. */
final class NaiveValues {
    /** A duration. */
    record Time(long nanos) {}

    /** The elements of a list attribute. */
    record Elements(List<Object> values) {}

    /** The values of the events or links of a span. */
    record Each(List<Object> values) {}

    private static final Map<String, BinaryOperator<Double>> ARITHMETIC = Map.of(
            "+", Double::sum,
            "-", (a, b) -> a - b,
            "*", (a, b) -> a * b,
            "/", (a, b) -> a / b,
            "%", (a, b) -> a % b,
            "^", Math::pow);

    private NaiveValues() {}

    static Object literal(Literal literal) {
        if (literal instanceof Literal.Duration duration) {
            return new Time(duration.nanos());
        }
        if (literal instanceof Literal.StatusValue status) {
            return Stream.of(Status.Code.UNSET, Status.Code.OK, Status.Code.ERROR)
                    .filter(code -> code.toString().equals(status.value().name()))
                    .findFirst()
                    .orElseThrow();
        }
        if (literal instanceof Literal.KindValue kind) {
            return SpanKind.DEFINED.stream()
                    .filter(defined -> defined.toString().equals(kind.value().name()))
                    .findFirst()
                    .orElseThrow();
        }
        if (literal instanceof Literal.Text text) {
            return text.value();
        }
        if (literal instanceof Literal.Bool bool) {
            return bool.value();
        }
        return literal instanceof Literal.Int number ? (Object) number.value() : ((Literal.Floating) literal).value();
    }

    static @Nullable Object attribute(Attributes attributes, String key) {
        Object value = attributes.get(key);
        if (value instanceof List<?> list) {
            return new Elements(list.stream()
                    .filter(element -> element != NoValue.NONE)
                    .map(element -> element instanceof List<?> ? Attributes.text(element) : element)
                    .toList());
        }
        return value == NoValue.NONE ? null : value instanceof byte[] ? Attributes.text(value) : value;
    }

    static boolean isTrue(@Nullable Object value) {
        return flat(value).anyMatch(Boolean.TRUE::equals);
    }

    static Stream<Object> flat(@Nullable Object value) {
        if (value instanceof Elements elements) {
            return elements.values().stream();
        }
        return value instanceof Each each
                ? each.values().stream().flatMap(NaiveValues::flat)
                : Stream.ofNullable(value);
    }

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Time || value instanceof Double d && !d.isNaN();
    }

    static double number(Object value) {
        return value instanceof Time time ? time.nanos() : ((Number) value).doubleValue();
    }

    static boolean compare(String operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return false;
        }
        if (left instanceof Each each) {
            return each.values().stream().anyMatch(value -> compare(operator, value, right));
        }
        if (right instanceof Each each) {
            return each.values().stream().anyMatch(value -> compare(operator, left, value));
        }
        if (left instanceof Elements one && right instanceof Elements other) {
            boolean equal = one.values().size() == other.values().size();
            for (int i = 0; equal && i < one.values().size(); i++) {
                equal = compare("=", one.values().get(i), other.values().get(i));
            }
            return operator.equals("=") && equal || operator.equals("!=") && !equal;
        }
        if (left instanceof Elements elements) {
            return quantified(operator, elements, value -> compare(operator, value, right));
        }
        if (right instanceof Elements elements) {
            return quantified(operator, elements, value -> compare(operator, left, value));
        }
        return single(operator, left, right);
    }

    static boolean quantified(String operator, Elements elements, Function<Object, Boolean> comparison) {
        return operator.startsWith("!")
                ? elements.values().stream().allMatch(comparison::apply)
                : elements.values().stream().anyMatch(comparison::apply);
    }

    private static boolean single(String operator, Object left, Object right) {
        boolean numbers =
                (left instanceof Number || left instanceof Time) && (right instanceof Number || right instanceof Time);
        if (numbers) {
            double one = number(left);
            double other = number(right);
            return operator.equals("!=") ? one != other : holds(operator, one == other, one < other, one > other);
        }
        if (left instanceof String one && right instanceof String other) {
            int order = Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            return operator.equals("!=") ? order != 0 : holds(operator, order == 0, order < 0, order > 0);
        }
        if (!left.getClass().equals(right.getClass())) {
            return false;
        }
        boolean equal = Objects.equals(left, right);
        return operator.equals("!=") ? !equal : operator.equals("=") && equal;
    }

    private static boolean holds(String operator, boolean equal, boolean less, boolean greater) {
        return operator.contains("=") && equal
                || operator.startsWith("<") && less
                || operator.startsWith(">") && greater;
    }

    static @Nullable Object compute(String operator, @Nullable Object left, @Nullable Object right) {
        boolean one = left instanceof Each || left instanceof Elements;
        boolean other = right instanceof Each || right instanceof Elements;
        if (one || other) {
            return one && other
                    ? null
                    : mapped(
                            one ? left : right,
                            value -> one ? compute(operator, value, right) : compute(operator, left, value));
        }
        if (left == null || right == null || !isComputable(left) || !isComputable(right)) {
            return null;
        }
        if (left instanceof Long a && right instanceof Long b && !operator.equals("^")) {
            return integers(operator, a, b);
        }
        return Objects.requireNonNull(ARITHMETIC.get(operator)).apply(number(left), number(right));
    }

    private static boolean isComputable(Object value) {
        return value instanceof Number || value instanceof Time;
    }

    /** The numbers of the tests are too small to overflow. */
    private static @Nullable Object integers(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> b == 0 ? null : (Object) (a / b);
            default -> b == 0 ? null : (Object) (a % b);
        };
    }

    static @Nullable Object minus(@Nullable Object value) {
        if (value instanceof Each || value instanceof Elements) {
            return mapped(value, NaiveValues::minus);
        }
        return value instanceof Time time ? new Time(-time.nanos()) : compute("*", -1L, value);
    }

    private static @Nullable Object mapped(@Nullable Object values, Function<Object, @Nullable Object> function) {
        List<Object> of =
                values instanceof Each each ? each.values() : ((Elements) Objects.requireNonNull(values)).values();
        List<Object> results =
                of.stream().map(function).flatMap(Stream::ofNullable).toList();
        return results.isEmpty() ? null : values instanceof Each ? new Each(results) : new Elements(results);
    }
}
