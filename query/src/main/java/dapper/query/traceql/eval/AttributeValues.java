// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Attribute;
import dapper.storage.Attributes;
import dapper.storage.NoValue;
import dapper.storage.Resource;
import dapper.storage.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of attributes. Bytes read as hexadecimal digits; maps, and what is nested in lists, as their text. An
 * attribute that was sent without a value counts as absent. {@code resource.service.name} is the service as it is shown
 * everywhere, so every span has one: {@link Resource#serviceName}.
 */
final class AttributeValues {
    static final String SERVICE_NAME = "service.name";

    private AttributeValues() {}

    static SpanValue of(Attribute attribute) {
        Function<Span, @Nullable Object> value = ofSpan(attribute);
        if (!attribute.ofParent()) {
            return (trace, place) -> value.apply(trace.span(place));
        }
        return (trace, place) -> {
            Span parent = trace.parentSpan(place);
            return parent == null ? null : value.apply(parent);
        };
    }

    private static Function<Span, @Nullable Object> ofSpan(Attribute attribute) {
        String name = attribute.name();
        return switch (attribute.scope()) {
            case ANY ->
                span -> {
                    Object own = value(span.attributes(), name);
                    return own == null ? ofResource(span.resource(), name) : own;
                };
            case SPAN -> span -> value(span.attributes(), name);
            case RESOURCE -> span -> ofResource(span.resource(), name);
            case INSTRUMENTATION -> span -> value(span.scope().attributes(), name);
            case EVENT -> span -> each(span.events().stream().map(event -> value(event.attributes(), name)));
            case LINK -> span -> each(span.links().stream().map(link -> value(link.attributes(), name)));
        };
    }

    private static @Nullable Object ofResource(Resource resource, String name) {
        return name.equals(SERVICE_NAME) ? resource.serviceName() : value(resource.attributes(), name);
    }

    /** Returns the values of the events or links that have one. */
    static @Nullable Object each(Stream<@Nullable Object> values) {
        List<Object> present = new ArrayList<>();
        values.forEach(value -> {
            if (value != null) {
                present.add(value);
            }
        });
        return present.isEmpty() ? null : new Several(List.copyOf(present), false);
    }

    static @Nullable Object value(Attributes attributes, String name) {
        Object value = attributes.get(name);
        if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>(list.size());
            for (Object element : list) {
                Object single = element == null ? null : single(element);
                if (single != null) {
                    elements.add(single);
                }
            }
            return new Several(List.copyOf(elements), true);
        }
        return value == null ? null : single(value);
    }

    private static @Nullable Object single(Object value) {
        return value == NoValue.NONE ? null : Attributes.plain(value);
    }
}
