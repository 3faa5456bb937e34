// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

import dapper.storage.Attributes;
import dapper.storage.NoValue;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanId;
import dapper.storage.predicate.Field.Attribute;
import dapper.storage.predicate.Field.Intrinsic;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tests whether a span meets a predicate. Safe for many threads. */
@FunctionalInterface
public interface SpanMatcher {
    boolean matches(Span span);

    static SpanMatcher of(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            List<SpanMatcher> parts =
                    and.predicates().stream().map(SpanMatcher::of).toList();
            return span -> parts.stream().allMatch(part -> part.matches(span));
        }
        if (predicate instanceof Predicate.Or or) {
            List<SpanMatcher> parts =
                    or.predicates().stream().map(SpanMatcher::of).toList();
            return span -> parts.stream().anyMatch(part -> part.matches(span));
        }
        if (predicate instanceof Predicate.Not not) {
            SpanMatcher operand = of(not.predicate());
            return span -> !operand.matches(span);
        }
        if (predicate instanceof Predicate.Compare compare) {
            return of(compare.field(), ValueFilter.of(compare));
        }
        if (predicate instanceof Predicate.Matches matches) {
            return of(matches.field(), ValueFilter.of(matches));
        }
        return of(((Predicate.Present) predicate).field(), ValueFilter.PRESENT);
    }

    private static SpanMatcher of(Field field, ValueFilter filter) {
        Function<Span, @Nullable Object> values =
                field instanceof Attribute attribute ? attribute(attribute) : intrinsic((Intrinsic) field);
        return span -> {
            Object value = values.apply(span);
            return value != null && filter.test(value);
        };
    }

    private static Function<Span, @Nullable Object> intrinsic(Intrinsic field) {
        return switch (field) {
            case TRACE_ID -> span -> span.traceId().toString();
            case SPAN_ID -> span -> SpanId.toHex(span.spanId());
            case PARENT_ID -> span -> span.parentSpanId() == 0 ? null : SpanId.toHex(span.parentSpanId());
            case NAME -> Span::name;
            case KIND -> span -> (long) span.kind().number();
            case STATUS -> span -> (long) span.status().code().number();
            case STATUS_MESSAGE -> span -> span.status().description();
            case TRACE_STATE -> Span::traceState;
            case START -> Span::startUnixNanos;
            case DURATION -> Span::durationNanos;
            case SCOPE_NAME -> span -> span.scope().name();
            case SCOPE_VERSION -> span -> span.scope().version();
        };
    }

    private static Function<Span, @Nullable Object> attribute(Attribute attribute) {
        String key = attribute.key();
        return switch (attribute.owner()) {
            case SPAN -> span -> present(span.attributes(), key);
            case RESOURCE -> span -> ofResource(span.resource(), key);
            case SCOPE -> span -> present(span.scope().attributes(), key);
            case ANY ->
                span -> {
                    Object own = present(span.attributes(), key);
                    return own == null ? ofResource(span.resource(), key) : own;
                };
        };
    }

    private static @Nullable Object ofResource(Resource resource, String key) {
        return key.equals("service.name") ? resource.serviceName() : present(resource.attributes(), key);
    }

    private static @Nullable Object present(Attributes attributes, String key) {
        Object value = attributes.get(key);
        return value == NoValue.NONE ? null : value;
    }
}
