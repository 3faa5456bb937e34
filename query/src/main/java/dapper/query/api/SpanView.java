// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.TraceNode;
import dapper.storage.Attributes;
import dapper.storage.Event;
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
 * @param startNanos since the start of the trace
 * @param selfNanos time in which no child worked
 * @param criticalPath pieces of the critical path, each {@code [from, to]} in nanoseconds since the start of the trace
 * @param resource place in the trace's list of resources; null for a placeholder
 * @param scope place in the trace's list of scopes; null for a placeholder
 */
record SpanView(
        String spanId,
        @Nullable String parentSpanId,
        TraceNode.Oddity oddity,
        int depth,
        int childCount,
        String service,
        String name,
        SpanKind kind,
        Status status,
        String startUnixNanos,
        long startNanos,
        long durationNanos,
        long selfNanos,
        List<long[]> criticalPath,
        Attributes attributes,
        List<EventView> events,
        List<LinkView> links,
        String traceState,
        int flags,
        int droppedAttributes,
        int droppedEvents,
        int droppedLinks,
        @Nullable Integer resource,
        @Nullable Integer scope) {

    /** @param startNanos since the start of the trace */
    record EventView(String name, String unixNanos, long startNanos, Attributes attributes, int droppedAttributes) {

        static EventView of(Event event, long traceStart) {
            return new EventView(
                    event.name(),
                    Long.toString(event.unixNanos()),
                    event.unixNanos() - traceStart,
                    event.attributes(),
                    event.droppedAttributes());
        }
    }

    record LinkView(
            String traceId, String spanId, String traceState, Attributes attributes, int droppedAttributes, int flags) {

        static LinkView of(Link link) {
            return new LinkView(
                    link.traceId().toString(),
                    SpanId.toHex(link.spanId()),
                    link.traceState(),
                    link.attributes(),
                    link.droppedAttributes(),
                    link.flags());
        }
    }

    static SpanView of(
            TraceNode node, Span span, long traceStart, long self, List<long[]> path, int resource, int scope) {
        return new SpanView(
                SpanId.toHex(span.spanId()),
                span.parentSpanId() == 0 ? null : SpanId.toHex(span.parentSpanId()),
                node.oddity(),
                node.depth(),
                node.childCount(),
                span.serviceName(),
                span.name(),
                span.kind(),
                span.status(),
                Long.toString(span.startUnixNanos()),
                span.startUnixNanos() - traceStart,
                span.durationNanos(),
                self,
                path,
                span.attributes(),
                span.events().stream()
                        .map(event -> EventView.of(event, traceStart))
                        .toList(),
                span.links().stream().map(LinkView::of).toList(),
                span.traceState(),
                span.flags(),
                span.droppedAttributes(),
                span.droppedEvents(),
                span.droppedLinks(),
                resource,
                scope);
    }

    static SpanView missing(TraceNode node, long traceStart, List<long[]> path) {
        return new SpanView(
                SpanId.toHex(node.spanId()),
                null,
                node.oddity(),
                node.depth(),
                node.childCount(),
                "",
                "",
                SpanKind.UNSPECIFIED,
                Status.UNSET,
                Long.toString(node.startUnixNanos()),
                node.startUnixNanos() - traceStart,
                node.durationNanos(),
                0,
                path,
                Attributes.EMPTY,
                List.of(),
                List.of(),
                "",
                0,
                0,
                0,
                0,
                null,
                null);
    }
}
