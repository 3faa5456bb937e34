// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Printer;
import dapper.storage.Attributes;
import dapper.storage.Event;
import dapper.storage.NoValue;
import dapper.storage.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** A span that {@link SelectedSpans} has selected, with its values in the order in which they were asked for. */
public final class SelectedSpan {
    /** Durations, ids and numbers of the tree differ for nearly every span. */
    private static final Map<String, SpanValue> DISTINCTIVE = distinctive();

    private final LaidOutTrace trace;
    private final int place;
    private final List<SpanValue> values;

    SelectedSpan(LaidOutTrace trace, int place, List<SpanValue> values) {
        this.trace = trace;
        this.place = place;
        this.values = values;
    }

    private static Map<String, SpanValue> distinctive() {
        Map<String, SpanValue> values = new LinkedHashMap<>();
        for (Intrinsic intrinsic : List.of(
                Intrinsic.SPAN_NAME,
                Intrinsic.SPAN_KIND,
                Intrinsic.SPAN_STATUS,
                Intrinsic.SPAN_STATUS_MESSAGE,
                Intrinsic.TRACE_ROOT_NAME,
                Intrinsic.TRACE_ROOT_SERVICE,
                Intrinsic.INSTRUMENTATION_NAME)) {
            values.put(intrinsic.text(), IntrinsicValues.of(intrinsic));
        }
        return Collections.unmodifiableMap(values);
    }

    public Span span() {
        return trace.span(place);
    }

    /** Returns a value as attributes hold it, see {@link TraceMatch.MatchedSpan}; {@link NoValue#NONE} for none. */
    public Object label(int index) {
        return label(values.get(index).of(trace, place));
    }

    private static Object label(@Nullable Object value) {
        return value == null ? NoValue.NONE : TraceMatch.plain(value);
    }

    /** Passes on the finite numbers of a value: each one of a list, of events and of links. A duration is nanoseconds. */
    public void numbers(int index, DoubleConsumer each) {
        numbers(values.get(index).of(trace, place), each);
    }

    private static void numbers(@Nullable Object value, DoubleConsumer each) {
        if (value instanceof Several several) {
            several.values().forEach(one -> numbers(one, each));
        } else if (value != null && Comparison.isNumber(value) && Double.isFinite(Comparison.asDouble(value))) {
            each.accept(Comparison.asDouble(value));
        }
    }

    /** Returns whether a condition holds. */
    public boolean isTrue(int index) {
        return values.get(index).isTrue(trace, place);
    }

    /**
     * Passes on what may distinguish spans: attributes of span and resource, and the intrinsics with few values, by the
     * text of the field.
     */
    public void facts(BiConsumer<String, Object> each) {
        Span span = span();
        facts(Attribute.Scope.SPAN, span.attributes(), each);
        facts(Attribute.Scope.RESOURCE, span.resource().attributes(), each);
        each.accept("resource." + AttributeValues.SERVICE_NAME, span.serviceName());
        DISTINCTIVE.forEach((name, value) -> {
            Object of = value.of(trace, place);
            if (of != null && !of.equals("")) {
                each.accept(name, TraceMatch.plain(of));
            }
        });
    }

    /** Passes on the same of its events: their names and attributes, once for each event that has them. */
    public void factsOfEvents(BiConsumer<String, Object> each) {
        for (Event event : span().events()) {
            if (!event.name().isEmpty()) {
                each.accept(Intrinsic.EVENT_NAME.text(), event.name());
            }
            facts(Attribute.Scope.EVENT, event.attributes(), each);
        }
    }

    private static void facts(Attribute.Scope scope, Attributes attributes, BiConsumer<String, Object> each) {
        for (int i = 0; i < attributes.size(); i++) {
            String key = attributes.key(i);
            boolean isService = scope == Attribute.Scope.RESOURCE && key.equals(AttributeValues.SERVICE_NAME);
            if (!key.isEmpty() && !isService) {
                Object value = AttributeValues.value(attributes, key);
                if (value != null) {
                    each.accept(Printer.print(Attribute.of(scope, key)), TraceMatch.plain(value));
                }
            }
        }
    }
}
