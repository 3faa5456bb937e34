// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Printer;
import dapper.storage.Attributes;
import dapper.storage.NoValue;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The labels of series as texts that are equal only for equal labels. */
final class NaiveLabels {
    private NaiveLabels() {}

    static String of(NaiveTrace trace, List<Field> by, int span, Map<String, Object> more) {
        Map<String, Object> labels = new LinkedHashMap<>();
        by.forEach(field -> labels.put(Printer.print(field), label(trace.value(field, span))));
        labels.putAll(more);
        return text(labels);
    }

    /** The labels that {@code compare()} counts: attributes of span and resource, and intrinsics with few values. */
    static Map<String, Object> facts(NaiveTrace trace, int span) {
        Map<String, Object> facts = new LinkedHashMap<>();
        List<Field> fields = new ArrayList<>(List.of(
                Intrinsic.SPAN_NAME,
                Intrinsic.SPAN_KIND,
                Intrinsic.SPAN_STATUS,
                Intrinsic.SPAN_STATUS_MESSAGE,
                Intrinsic.TRACE_ROOT_NAME,
                Intrinsic.TRACE_ROOT_SERVICE,
                Intrinsic.INSTRUMENTATION_NAME,
                Attribute.of(Attribute.Scope.RESOURCE, "service.name")));
        trace.span(span).attributes().forEach((key, value) -> fields.add(Attribute.of(Attribute.Scope.SPAN, key)));
        trace.span(span)
                .resource()
                .attributes()
                .forEach((key, value) -> fields.add(Attribute.of(Attribute.Scope.RESOURCE, key)));
        for (Field field : fields) {
            Object value = label(trace.value(field, span));
            boolean isEmpty = field instanceof Intrinsic && value.equals("");
            if (value != NoValue.NONE && !isEmpty) {
                facts.put(Printer.print(field), value);
            }
        }
        return facts;
    }

    private static String text(Map<String, Object> labels) {
        return key(Attributes.ofFlat(labels.entrySet().stream()
                .flatMap(label -> Stream.of(label.getKey(), label.getValue()))
                .toArray()));
    }

    /** The text with the types of the values, because 5 and "5" are different. */
    static String key(Attributes labels) {
        List<String> types = new ArrayList<>();
        labels.forEach((name, value) -> types.add(type(value)));
        return labels + "\0" + String.join(" ", types);
    }

    private static String type(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(NaiveLabels::type).toList().toString()
                : value.getClass().getSimpleName();
    }

    static Object label(@Nullable Object value) {
        if (value == null) {
            return NoValue.NONE;
        }
        if (value instanceof NaiveValues.Elements elements) {
            return elements.values().stream().map(NaiveLabels::label).toList();
        }
        if (value instanceof NaiveValues.Each each) {
            return each.values().stream().map(NaiveLabels::label).toList();
        }
        if (value instanceof Status.Code || value instanceof SpanKind) {
            return value.toString().toLowerCase(Locale.ROOT);
        }
        return value instanceof NaiveValues.Time time ? time.nanos() + "ns" : value;
    }
}
