// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.SpansetExpression.Relation;
import dapper.storage.Event;
import dapper.storage.Link;
import dapper.storage.Span;
import dapper.storage.Trace;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The relations and fields of the spans of one trace, each computed anew by a loop over all spans. */
final class NaiveTrace {
    private static final int NONE = -1;
    private static final int NOT_STORED = -2;

    private final Trace trace;

    NaiveTrace(Trace trace) {
        this.trace = trace;
    }

    List<Integer> all() {
        return IntStream.range(0, trace.spans().size()).boxed().toList();
    }

    Span span(int span) {
        return trace.spans().get(span);
    }

    boolean related(Relation relation, int left, int right) {
        return switch (relation) {
            case CHILD -> parent(right) == left;
            case PARENT -> parent(left) == right;
            case DESCENDANT -> isAncestor(left, right);
            case ANCESTOR -> isAncestor(right, left);
            case SIBLING ->
                left != right
                        && parent(left) != NONE
                        && parent(left) == parent(right)
                        && (parent(left) != NOT_STORED
                                || span(left).parentSpanId() == span(right).parentSpanId());
        };
    }

    private boolean isAncestor(int ancestor, int span) {
        for (int at = parent(span); at >= 0; at = parent(at)) {
            if (at == ancestor) {
                return true;
            }
        }
        return false;
    }

    /** A cycle ends at its earliest span. */
    private int parent(int span) {
        int named = namedParent(span);
        Set<Integer> cycle = new HashSet<>(Set.of(span));
        int at = named;
        while (at >= 0 && cycle.add(at)) {
            at = namedParent(at);
        }
        // Spans are ordered by start.
        return at == span && cycle.stream().allMatch(member -> span <= member) ? NONE : named;
    }

    /** Of several spans with the id, the first of the same process, else the first. */
    private int namedParent(int span) {
        long id = span(span).parentSpanId();
        if (id == 0 || id == span(span).spanId()) {
            return NONE;
        }
        List<Integer> named =
                all().stream().filter(other -> span(other).spanId() == id).toList();
        return named.stream()
                .filter(other -> span(other).resource().equals(span(span).resource()))
                .findFirst()
                .orElse(named.isEmpty() ? NOT_STORED : named.get(0));
    }

    @Nullable
    Object value(FieldExpression expression, int span) {
        if (expression instanceof Literal literal) {
            return NaiveValues.literal(literal);
        }
        if (expression instanceof Attribute attribute) {
            int of = attribute.ofParent() ? parent(span) : span;
            return of < 0 ? null : attribute(attribute.scope(), attribute.name(), span(of));
        }
        if (expression instanceof Intrinsic intrinsic) {
            return intrinsic(intrinsic, span);
        }
        if (expression instanceof FieldExpression.Not not) {
            return !NaiveValues.isTrue(value(not.operand(), span));
        }
        if (expression instanceof FieldExpression.Minus minus) {
            return NaiveValues.minus(value(minus.operand(), span));
        }
        if (expression instanceof FieldExpression.Exists exists) {
            return exists.exists() == (value(exists.operand(), span) != null);
        }
        return binary((FieldExpression.Binary) expression, span);
    }

    private @Nullable Object binary(FieldExpression.Binary binary, int span) {
        Object left = padded(value(binary.left(), span), binary.left(), binary.right());
        Object right = padded(value(binary.right(), span), binary.right(), binary.left());
        BinaryOperator operator = binary.operator();
        if (operator == BinaryOperator.AND) {
            return NaiveValues.isTrue(left) && NaiveValues.isTrue(right);
        }
        if (operator == BinaryOperator.OR) {
            return NaiveValues.isTrue(left) || NaiveValues.isTrue(right);
        }
        if (operator.isArithmetic()) {
            return NaiveValues.compute(operator.text(), left, right);
        }
        return operator.isRegex()
                ? matches(
                        operator.text(), left, Pattern.compile((String) Objects.requireNonNull(right), Pattern.DOTALL))
                : NaiveValues.compare(operator.text(), left, right);
    }

    /** Ids may be written without their zeros. */
    private static @Nullable Object padded(
            @Nullable Object value, FieldExpression expression, FieldExpression comparedWith) {
        boolean isId = comparedWith instanceof Intrinsic intrinsic
                && intrinsic.text().matches(".*:(id|parentID|spanID|traceID)");
        if (!isId || !(expression instanceof Literal.Text text) || !text.value().matches("[0-9a-f]{1,16}")) {
            return value;
        }
        boolean ofTrace = ((Intrinsic) comparedWith).text().contains("trace");
        return String.format(ofTrace ? "%032x" : "%016x", Long.parseUnsignedLong(text.value(), 16));
    }

    private static boolean matches(String operator, @Nullable Object value, Pattern pattern) {
        if (value instanceof NaiveValues.Each each) {
            return each.values().stream().anyMatch(one -> matches(operator, one, pattern));
        }
        if (value instanceof NaiveValues.Elements elements) {
            return NaiveValues.quantified(operator, elements, one -> matches(operator, one, pattern));
        }
        return value instanceof String text && pattern.matcher(text).matches() == operator.equals("=~");
    }

    private static @Nullable Object attribute(Attribute.Scope scope, String name, Span span) {
        Object ofResource = name.equals("service.name")
                ? span.serviceName()
                : NaiveValues.attribute(span.resource().attributes(), name);
        Object own = NaiveValues.attribute(span.attributes(), name);
        return switch (scope) {
            case ANY -> own == null ? ofResource : own;
            case RESOURCE -> ofResource;
            case SPAN -> own;
            case EVENT -> ofEvents(span, event -> NaiveValues.attribute(event.attributes(), name));
            case LINK -> ofLinks(span, link -> NaiveValues.attribute(link.attributes(), name));
            case INSTRUMENTATION -> NaiveValues.attribute(span.scope().attributes(), name);
        };
    }

    private static @Nullable Object ofEvents(Span span, Function<Event, @Nullable Object> value) {
        return each(span.events().stream().map(value));
    }

    private static @Nullable Object ofLinks(Span span, Function<Link, @Nullable Object> value) {
        return each(span.links().stream().map(value));
    }

    private static @Nullable Object each(Stream<@Nullable Object> values) {
        List<Object> present = values.flatMap(Stream::ofNullable).toList();
        return present.isEmpty() ? null : new NaiveValues.Each(present);
    }

    private @Nullable Object intrinsic(Intrinsic intrinsic, int of) {
        Span span = span(of);
        return switch (intrinsic) {
            case TRACE_ID ->
                String.format("%016x%016x", trace.id().high(), trace.id().low());
            case TRACE_ROOT_NAME -> root(Span::name);
            case TRACE_ROOT_SERVICE -> root(Span::serviceName);
            case SPAN_ID -> String.format("%016x", span.spanId());
            case SPAN_PARENT_ID -> span.parentSpanId() == 0 ? null : String.format("%016x", span.parentSpanId());
            case SPAN_NAME -> span.name();
            case SPAN_KIND -> span.kind();
            case SPAN_STATUS -> span.status().code();
            case SPAN_STATUS_MESSAGE -> span.status().description();
            case SPAN_DURATION -> new NaiveValues.Time(span.durationNanos());
            case TRACE_DURATION -> new NaiveValues.Time(end() - span(0).startUnixNanos());
            case SPAN_CHILD_COUNT ->
                all().stream().filter(other -> parent(other) == of).count();
            case EVENT_NAME -> ofEvents(span, Event::name);
            case EVENT_TIME_SINCE_START ->
                ofEvents(
                        span,
                        event -> event.unixNanos() == 0
                                ? null
                                : new NaiveValues.Time(event.unixNanos() - span.startUnixNanos()));
            case LINK_TRACE_ID ->
                ofLinks(span, link -> link.traceId().isValid() ? link.traceId().toString() : null);
            case LINK_SPAN_ID ->
                ofLinks(span, link -> link.spanId() == 0 ? null : String.format("%016x", link.spanId()));
            case INSTRUMENTATION_NAME -> span.scope().name();
            case INSTRUMENTATION_VERSION -> span.scope().version();
            default -> throw new IllegalArgumentException("not generated: " + intrinsic);
        };
    }

    private long end() {
        return trace.spans().stream()
                .mapToLong(span -> span.startUnixNanos() + span.durationNanos())
                .max()
                .orElseThrow();
    }

    private @Nullable Object root(Function<Span, String> value) {
        return trace.spans().stream()
                .filter(span -> span.parentSpanId() == 0)
                .findFirst()
                .map(value)
                .orElse(null);
    }
}
