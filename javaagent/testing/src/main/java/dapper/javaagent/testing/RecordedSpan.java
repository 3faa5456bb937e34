// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.InstrumentationScope;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.SpanLink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A finished span, as it would be exported.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param parentSpanId like {@code spanId}, empty for the root of a trace
 * @param remoteParent true if the parent came from another process
 * @param startEpochNanos nanoseconds since 1970, by one clock for all spans of this JVM
 * @param endEpochNanos nanoseconds since 1970, by the same clock
 * @param attributes String, Long, Double, Boolean or a List of one of them, in the order in which they were set
 * @param links trace id and span id of each span that this one refers to, joined by a hyphen, in the order in which
 *     they were added
 * @param scope name and version of the library that made the span; null for the agent
 * @param succeeded true if the application has set the status OK
 */
public record RecordedSpan(
        String traceId,
        String spanId,
        String parentSpanId,
        boolean remoteParent,
        String name,
        SpanKind kind,
        long startEpochNanos,
        long endEpochNanos,
        Map<String, Object> attributes,
        boolean error,
        @Nullable String statusDescription,
        List<RecordedEvent> events,
        List<String> links,
        @Nullable String traceState,
        @Nullable String scope,
        boolean succeeded) {

    /** Each trace has its own clock anchor, which must not affect the order of spans across traces. */
    private static final long EPOCH_MINUS_NANO_TIME =
            TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();

    static RecordedSpan of(Span span) {
        long ownAnchor = span.segment().epochNanos(0);
        return new RecordedSpan(
                hex(span.traceIdHigh()) + hex(span.traceIdLow()),
                hex(span.spanId()),
                span.parentSpanId() == 0 ? "" : hex(span.parentSpanId()),
                span.hasRemoteParent(),
                span.name(),
                span.kind(),
                span.startEpochNanos() - ownAnchor + EPOCH_MINUS_NANO_TIME,
                span.endEpochNanos() - ownAnchor + EPOCH_MINUS_NANO_TIME,
                map(span.attributes(), span.attributesLength()),
                span.isError(),
                span.statusDescription(),
                RecordedEvent.upTo(span.lastEvent(), span.segment()),
                links(span.lastLink()),
                span.traceState(),
                scope(span.scope()),
                span.hasSucceeded());
    }

    private static @Nullable String scope(@Nullable InstrumentationScope scope) {
        return scope == null ? null : scope.name() + (scope.version() == null ? "" : ' ' + scope.version());
    }

    private static List<String> links(@Nullable SpanLink last) {
        List<String> links = new ArrayList<>();
        for (SpanLink link = last; link != null; link = link.next()) {
            links.add(hex(link.traceIdHigh()) + hex(link.traceIdLow()) + '-' + hex(link.spanId()));
        }
        Collections.reverse(links);
        return Collections.unmodifiableList(links);
    }

    private static String hex(long id) {
        return String.format("%016x", id);
    }

    /** A key that was set twice has its last value, as in a back end. */
    static Map<String, Object> map(Object[] keysAndValues, int length) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < length; i += 2) {
            Object value = keysAndValues[i + 1];
            map.put(
                    ((AttributeKey) keysAndValues[i]).name(),
                    value instanceof Object[] elements ? List.of(elements) : value);
        }
        return Collections.unmodifiableMap(map);
    }
}
