// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dapper.query.analysis.SpanOddity;
import dapper.query.analysis.TraceNode;
import dapper.storage.Attributes;
import dapper.storage.Event;
import dapper.storage.Extent;
import dapper.storage.Link;
import dapper.storage.Span;
import dapper.storage.SpanId;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a trace as JSON: a span, or the placeholder of a missing one.
 *
 * <p>Its groups are for the reader of this code: in JSON all their fields stand side by side.
 *
 * @param name as it was sent, which may be empty
 * @param resource index in the trace's list of resources; null for a placeholder
 * @param scope index in the trace's list of scopes; null for a placeholder
 */
record SpanView(
        @JsonUnwrapped Place place,
        String service,
        String name,
        SpanKind kind,
        Status status,
        @JsonUnwrapped Timing timing,
        @JsonUnwrapped Details details,
        @Nullable Integer resource,
        @Nullable Integer scope) {

    /**
     * The position in the tree.
     *
     * @param missing whether this is a placeholder: other spans name it as their parent, but it is not stored
     * @param oddities the oddities of the span, see {@link dapper.query.analysis.SpanOddity}
     */
    record Place(
            String spanId,
            @Nullable String parentSpanId,
            boolean missing,
            List<String> oddities,
            int depth,
            int childCount) {

        static Place of(TraceNode node, long parentSpanId) {
            return new Place(
                    SpanId.toHex(node.spanId()),
                    parentSpanId == 0 ? null : SpanId.toHex(parentSpanId),
                    node.isMissing(),
                    node.oddities().stream().map(SpanOddity::text).toList(),
                    node.depth(),
                    node.childCount());
        }
    }

    /**
     * @param startUnixNanos as it was sent
     * @param endUnixNanos as it was sent, which may be before the start or 0
     * @param startNanos since the start of the trace; never negative, see {@link TraceNode#startUnixNanos}
     * @param durationNanos never negative
     * @param selfNanos nanoseconds in which no child worked
     * @param criticalPath pieces of the critical path, each {@code [from, to]} in nanoseconds since the start of the
     *     trace
     */
    record Timing(
            String startUnixNanos,
            String endUnixNanos,
            long startNanos,
            long durationNanos,
            long selfNanos,
            List<long[]> criticalPath) {}

    /** Values that only the sender could give; empty for a placeholder. */
    record Details(
            Attributes attributes,
            List<EventView> events,
            List<LinkView> links,
            String traceState,
            long flags,
            long droppedAttributes,
            long droppedEvents,
            long droppedLinks) {
        private static final Details NONE = new Details(Attributes.EMPTY, List.of(), List.of(), "", 0, 0, 0, 0);

        static Details of(Span span, long spanStart, long traceStart) {
            return new Details(
                    span.attributes(),
                    span.events().stream()
                            .map(event -> EventView.of(event, spanStart, traceStart))
                            .toList(),
                    span.links().stream().map(LinkView::of).toList(),
                    span.traceState(),
                    Integer.toUnsignedLong(span.flags()),
                    Integer.toUnsignedLong(span.dropped().attributes()),
                    Integer.toUnsignedLong(span.dropped().events()),
                    Integer.toUnsignedLong(span.dropped().links()));
        }
    }

    /** @param startNanos since the start of the trace; the start of the span if the sender gave no plausible time */
    record EventView(String name, String unixNanos, long startNanos, Attributes attributes, long droppedAttributes) {

        static EventView of(Event event, long spanStart, long traceStart) {
            boolean odd = !Extent.isPlausible(event.unixNanos()) && Extent.isPlausible(spanStart);
            return new EventView(
                    event.name(),
                    Long.toUnsignedString(event.unixNanos()),
                    (odd ? spanStart : event.unixNanos()) - traceStart,
                    event.attributes(),
                    Integer.toUnsignedLong(event.droppedAttributes()));
        }
    }

    record LinkView(
            String traceId,
            String spanId,
            String traceState,
            Attributes attributes,
            long droppedAttributes,
            long flags) {

        static LinkView of(Link link) {
            return new LinkView(
                    link.traceId().toString(),
                    SpanId.toHex(link.spanId()),
                    link.traceState(),
                    link.attributes(),
                    Integer.toUnsignedLong(link.droppedAttributes()),
                    Integer.toUnsignedLong(link.flags()));
        }
    }

    static SpanView of(
            TraceNode node, Span span, long traceStart, long self, List<long[]> path, int resource, int scope) {
        return new SpanView(
                Place.of(node, span.parentSpanId()),
                span.serviceName(),
                span.name(),
                span.kind(),
                span.status(),
                new Timing(
                        Long.toUnsignedString(span.startUnixNanos()),
                        Long.toUnsignedString(span.endUnixNanos()),
                        node.startUnixNanos() - traceStart,
                        node.durationNanos(),
                        self,
                        path),
                Details.of(span, node.startUnixNanos(), traceStart),
                resource,
                scope);
    }

    static SpanView missing(TraceNode node, long traceStart, List<long[]> path) {
        return new SpanView(
                Place.of(node, 0),
                "",
                "",
                SpanKind.UNSPECIFIED,
                Status.UNSET,
                new Timing(
                        Long.toUnsignedString(node.startUnixNanos()),
                        Long.toUnsignedString(node.endUnixNanos()),
                        node.startUnixNanos() - traceStart,
                        node.durationNanos(),
                        0,
                        path),
                Details.NONE,
                null,
                null);
    }
}
