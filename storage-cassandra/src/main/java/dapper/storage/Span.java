// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/**
 * One span as it is stored: everything OTLP can say about it.
 *
 * @param parentSpanId 0 where the span is the root of its trace
 * @param traceState the W3C tracestate, with the sampling threshold in force as {@code ot=th:...}; empty when none
 * @param flags OTLP {@code Span.flags}: W3C trace flags in bits 0 to 7, "parent is remote" in bits 8 and 9
 * @param startUnixNanos nanoseconds since 1970-01-01T00:00:00Z
 * @param endUnixNanos nanoseconds since 1970-01-01T00:00:00Z, not before the start
 */
public record Span(
        TraceId traceId,
        long spanId,
        long parentSpanId,
        String traceState,
        int flags,
        String name,
        SpanKind kind,
        long startUnixNanos,
        long endUnixNanos,
        Attributes attributes,
        int droppedAttributes,
        List<Event> events,
        int droppedEvents,
        List<Link> links,
        int droppedLinks,
        Status status,
        Resource resource,
        InstrumentationScope scope) {

    public long durationNanos() {
        return endUnixNanos - startUnixNanos;
    }

    public String serviceName() {
        return resource.serviceName();
    }

    /** The same without what makes most of its size: attributes, events, links and the description of the status. */
    public Span withoutDetails() {
        return new Span(
                traceId,
                spanId,
                parentSpanId,
                traceState,
                flags,
                name,
                kind,
                startUnixNanos,
                endUnixNanos,
                Attributes.EMPTY,
                droppedAttributes,
                List.of(),
                droppedEvents,
                List.of(),
                droppedLinks,
                status.description().isEmpty() ? status : new Status(status.code(), ""),
                resource,
                scope);
    }
}
