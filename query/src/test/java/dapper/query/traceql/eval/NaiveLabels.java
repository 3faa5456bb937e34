// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Field;
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

    private static Object label(@Nullable Object value) {
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
