// SPDX-License-Identifier: Apache-2.0
package dapper.query.tags;

import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Printer;
import dapper.query.traceql.syntax.ValueType;
import dapper.storage.Attributes;
import dapper.storage.Span;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields that spans of a sample have. */
public final class TagNames {
    private static final int MOST_NAMES = 5_000;

    private record Key(TagScope scope, String name) {}

    /**
     * A field.
     *
     * @param name without the scope
     * @param text as a query writes it
     * @param types of its values, most frequent first
     * @param spans those of the sample that have it; null for an intrinsic
     */
    public record Name(
            TagScope scope,
            String name,
            String text,
            List<ValueType> types,
            @Nullable Integer spans) {}

    private static final class Count {
        private int spans;
        private final Map<ValueType, Integer> types = new EnumMap<>(ValueType.class);
    }

    private final Map<Key, Count> counts = new HashMap<>();
    private boolean cut;

    private TagNames() {}

    /**
     * All fields of all scopes.
     *
     * @param names intrinsics first, then attributes, those of most spans first
     */
    public record Found(List<Name> names, TagSample.Extent extent) {}

    public static Found read(TraceReader reader, CompiledQuery query, TraceQuery range) {
        TagNames names = new TagNames();
        TagSample.Extent extent = TagSample.read(reader, query, range, matched -> names.add(matched.span()));
        if (names.cut) {
            extent = new TagSample.Extent(
                    extent.traces(), "The spans have more than " + MOST_NAMES + " different attributes.");
        }
        return new Found(
                Stream.concat(intrinsics().stream(), names.attributes()).toList(), extent);
    }

    public static List<Name> intrinsics() {
        return Arrays.stream(Intrinsic.values())
                .map(field -> new Name(TagScope.INTRINSIC, field.text(), field.text(), List.of(field.type()), null))
                .toList();
    }

    private Stream<Name> attributes() {
        return counts.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Key, Count> entry) -> -entry.getValue().spans)
                        .thenComparing(entry -> entry.getKey().scope())
                        .thenComparing(entry -> entry.getKey().name()))
                .map(entry -> name(entry.getKey(), entry.getValue()));
    }

    private static Name name(Key key, Count count) {
        List<ValueType> types = new ArrayList<>(count.types.keySet());
        types.sort(Comparator.comparingInt(type -> -count.types.getOrDefault(type, 0)));
        String text = Printer.print(key.scope().attribute(key.name()));
        return new Name(key.scope(), key.name(), text, List.copyOf(types), count.spans);
    }

    private void add(Span span) {
        Set<Key> ofSpan = new HashSet<>();
        add(TagScope.SPAN, span.attributes(), ofSpan);
        add(TagScope.RESOURCE, span.resource().attributes(), ofSpan);
        add(TagScope.INSTRUMENTATION, span.scope().attributes(), ofSpan);
        span.events().forEach(event -> add(TagScope.EVENT, event.attributes(), ofSpan));
        span.links().forEach(link -> add(TagScope.LINK, link.attributes(), ofSpan));
    }

    private void add(TagScope scope, Attributes attributes, Set<Key> ofSpan) {
        attributes.forEach((name, value) -> {
            Key key = new Key(scope, name);
            List<ValueType> types = TypedValue.types(value);
            if (name.isEmpty() || types.isEmpty() || !ofSpan.add(key)) {
                return;
            }
            Count count = counts.get(key);
            if (count == null) {
                if (counts.size() >= MOST_NAMES) {
                    cut = true;
                    return;
                }
                count = new Count();
                counts.put(key, count);
            }
            count.spans++;
            for (ValueType type : types) {
                count.types.merge(type, 1, Integer::sum);
            }
        });
    }
}
