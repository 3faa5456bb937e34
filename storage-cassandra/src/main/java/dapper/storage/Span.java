// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/**
 * One span as it is stored: everything that OTLP can express, as it was sent.
 *
 * <p>Numbers that OTLP defines as unsigned (times, counts, flags) are unsigned here too: large ones read as negative.
 *
 * @param parentSpanId 0 where the span is the root of its trace
 * @param traceState the W3C tracestate, with the sampling threshold in force as {@code ot=th:...}; empty when none
 * @param flags OTLP {@code Span.flags}: W3C trace flags in bits 0 to 7, "parent is remote" in bits 8 and 9
 * @param name may be empty
 * @param startUnixNanos nanoseconds since 1970-01-01T00:00:00Z, by the sender's clock, right or wrong
 * @param endUnixNanos likewise; may be before the start, or 0 where the sender gave none
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
        List<Event> events,
        List<Link> links,
        Dropped dropped,
        Status status,
        Resource resource,
        InstrumentationScope scope) {

    /** The attribute of a span that was sent before it ended; its end is the moment when it was sent. */
    public static final String UNFINISHED = "dapper.span.unfinished";

    /** Parts that the span had, but that were left out on their way here. Nearly all spans share {@link #NONE}. */
    public record Dropped(int attributes, int events, int links) {
        public static final Dropped NONE = new Dropped(0, 0, 0);

        public static Dropped of(int attributes, int events, int links) {
            return (attributes | events | links) == 0 ? NONE : new Dropped(attributes, events, links);
        }
    }

    /** Returns 0 if the end is before the start, {@link Long#MAX_VALUE} if the duration exceeds it. */
    public long durationNanos() {
        if (Long.compareUnsigned(endUnixNanos, startUnixNanos) <= 0) {
            return 0;
        }
        long nanos = endUnixNanos - startUnixNanos;
        return nanos < 0 ? Long.MAX_VALUE : nanos;
    }

    /** Returns whether this is a snapshot of a span that had not ended. */
    public boolean isUnfinished() {
        return Boolean.TRUE.equals(attributes.get(UNFINISHED));
    }

    public String serviceName() {
        return resource.serviceName();
    }

    /** Returns this span without its largest parts: attributes, events, links and the description of the status. */
    public Span withoutDetails() {
        return withDetails(Attributes.EMPTY, List.of(), List.of(), "");
    }

    /** Returns this span with other details; its counts of dropped ones stay. */
    public Span withDetails(
            Attributes newAttributes, List<Event> newEvents, List<Link> newLinks, String newStatusDescription) {
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
                newAttributes,
                newEvents,
                newLinks,
                dropped,
                status.description().equals(newStatusDescription)
                        ? status
                        : new Status(status.code(), newStatusDescription),
                resource,
                scope);
    }

    /** Returns this span as a sender with another clock would have sent it. */
    public Span withTimes(long newStartUnixNanos, long newEndUnixNanos, List<Event> newEvents) {
        return new Span(
                traceId,
                spanId,
                parentSpanId,
                traceState,
                flags,
                name,
                kind,
                newStartUnixNanos,
                newEndUnixNanos,
                attributes,
                newEvents,
                links,
                dropped,
                status,
                resource,
                scope);
    }

    public Span withTraceState(String newTraceState) {
        return new Span(
                traceId,
                spanId,
                parentSpanId,
                newTraceState,
                flags,
                name,
                kind,
                startUnixNanos,
                endUnixNanos,
                attributes,
                events,
                links,
                dropped,
                status,
                resource,
                scope);
    }
}
