// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Printer;
import dapper.storage.Attributes;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a query on one trace.
 *
 * @param spanSets at least one, as the last stage produced them
 */
public record TraceMatch(List<SpanSet> spanSets) {
    private static final int LONGEST_TEXT = 1_000;
    static final Comparator<Span> BY_START = Comparator.comparingLong(Span::startUnixNanos)
            .thenComparingLong(Span::spanId)
            .thenComparingInt(span -> span.kind().number());

    public TraceMatch {
        spanSets = List.copyOf(spanSets);
    }

    /**
     * One span set.
     *
     * @param matched its number of spans, at least 1
     * @param values those of {@code by(...)} and of aggregates, by the text of the expression: see {@link MatchedSpan}
     * @param spans the first of its spans, by start
     */
    public record SpanSet(int matched, Attributes values, List<MatchedSpan> spans) {}

    /**
     * A span of a span set.
     *
     * @param values of the fields that {@code select(...)} names and the span has, by the text of the field; a duration
     *     is a text such as {@code 1500ns}, and a text ends after 1,000 characters
     */
    public record MatchedSpan(Span span, Attributes values) {}

    static TraceMatch of(
            LaidOutTrace trace, List<SpanGroup> groups, Map<Field, SpanValue> selected, int mostSets, int mostSpans) {
        return new TraceMatch(groups.stream()
                .limit(mostSets)
                .map(group -> spanSet(trace, group, selected, mostSpans))
                .toList());
    }

    private static SpanSet spanSet(LaidOutTrace trace, SpanGroup group, Map<Field, SpanValue> selected, int mostSpans) {
        List<Object> values = new ArrayList<>();
        group.labels().forEach(label -> put(label.name(), label.value(), values));
        List<MatchedSpan> spans = group.places().stream()
                .boxed()
                .sorted(Comparator.comparing(trace::span, BY_START))
                .limit(mostSpans)
                .map(place -> matchedSpan(trace, place, selected))
                .toList();
        return new SpanSet(group.places().cardinality(), Attributes.ofFlat(values.toArray()), spans);
    }

    private static MatchedSpan matchedSpan(LaidOutTrace trace, int place, Map<Field, SpanValue> selected) {
        List<Object> values = new ArrayList<>();
        selected.forEach((field, value) -> put(Printer.print(field), value.of(trace, place), values));
        return new MatchedSpan(trace.span(place), Attributes.ofFlat(values.toArray()));
    }

    private static void put(String name, @Nullable Object value, List<Object> namesAndValues) {
        if (value != null) {
            namesAndValues.add(name);
            namesAndValues.add(plain(value));
        }
    }

    /** Returns the value as attributes hold it. */
    static Object plain(Object value) {
        if (value instanceof Several several) {
            return several.values().stream().map(TraceMatch::plain).toList();
        }
        if (value instanceof String text) {
            return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        }
        boolean isEnum = value instanceof Status.Code || value instanceof SpanKind;
        return isEnum ? value.toString().toLowerCase(Locale.ROOT) : value instanceof Nanos ? value.toString() : value;
    }
}
