// SPDX-License-Identifier: Apache-2.0
package dapper.query.tags;

import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Printer;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.Stage;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that a field has in the spans of a sample. */
public final class TagValues {
    private static final int MOST_VALUES = 5_000;

    private final Field field;
    private final Map<TypedValue, Integer> counts = new HashMap<>();
    private boolean cut;

    private TagValues(Field field) {
        this.field = field;
    }

    /** @param spans those of the sample that have the value */
    public record Value(TypedValue value, int spans) {}

    /** @param values those of most spans first */
    public record Found(List<Value> values, TagSample.Extent extent) {}

    /**
     * Reads the values.
     *
     * @param search selects the spans
     * @throws dapper.query.traceql.eval.UnsupportedQueryException if this query is not supported
     */
    public static Found read(TraceReader reader, Query search, Field field, TraceQuery range) {
        TagValues values = new TagValues(field);
        String name = Printer.print(field);
        TagSample.Extent extent = TagSample.read(
                reader,
                CompiledQuery.of(selecting(search, field)),
                range,
                matched -> values.add(matched.values().get(name)));
        KnownValues known = KnownValues.of(reader, search, field);
        known.values().forEach(value -> values.counts.putIfAbsent(value, 0));
        return new Found(values.found(), known.areAll() ? all(extent) : values.extent(extent));
    }

    /** A metrics query is refused when it is compiled. */
    private static Query selecting(Query search, Field field) {
        if (!(search.body() instanceof Pipeline pipeline)) {
            return search;
        }
        List<Stage> stages = new ArrayList<>(pipeline.stages());
        stages.add(new Stage.Select(List.of(field)));
        return new Query(new Pipeline(stages), search.hints());
    }

    private static TagSample.Extent all(TagSample.Extent extent) {
        return new TagSample.Extent(extent.traces(), "");
    }

    private TagSample.Extent extent(TagSample.Extent extent) {
        return cut
                ? new TagSample.Extent(
                        extent.traces(),
                        "Values that are long or beyond the first " + MOST_VALUES + " different ones are left out.")
                : extent;
    }

    private List<Value> found() {
        return counts.entrySet().stream()
                .map(entry -> new Value(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Value::spans)
                        .reversed()
                        .thenComparing(found -> found.value().type())
                        .thenComparing(found -> found.value().value()))
                .toList();
    }

    private void add(@Nullable Object value) {
        Set<TypedValue> ofSpan = new HashSet<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> add(element, ofSpan));
        } else {
            add(value, ofSpan);
        }
    }

    private void add(@Nullable Object single, Set<TypedValue> ofSpan) {
        if (single == null) {
            return;
        }
        TypedValue value = TypedValue.of(field, single);
        if (value == null || (counts.size() >= MOST_VALUES && !counts.containsKey(value))) {
            cut = true;
        } else if (ofSpan.add(value)) {
            counts.merge(value, 1, Integer::sum);
        }
    }
}
