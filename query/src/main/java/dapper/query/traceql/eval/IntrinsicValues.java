// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.analysis.TraceNode;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.storage.Event;
import dapper.storage.Link;
import dapper.storage.Span;
import dapper.storage.SpanId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values that every span has. Ids are lower-case hexadecimal digits with all their zeros. */
final class IntrinsicValues {
    private IntrinsicValues() {}

    static SpanValue of(Intrinsic intrinsic) {
        return switch (intrinsic) {
            case TRACE_ID -> (trace, place) -> trace.trace().id().toString();
            case TRACE_DURATION -> (trace, place) -> trace.duration();
            case TRACE_ROOT_NAME -> ofRoot(Span::name);
            case TRACE_ROOT_SERVICE -> ofRoot(Span::serviceName);
            case SPAN_ID -> ofSpan(span -> SpanId.toHex(span.spanId()));
            case SPAN_PARENT_ID -> ofSpan(span -> span.parentSpanId() == 0 ? null : SpanId.toHex(span.parentSpanId()));
            case SPAN_NAME -> ofSpan(Span::name);
            case SPAN_KIND -> ofSpan(Span::kind);
            case SPAN_STATUS -> ofSpan(span -> span.status().code());
            case SPAN_STATUS_MESSAGE -> ofSpan(span -> span.status().description());
            case SPAN_DURATION -> ofSpan(span -> new Nanos(span.durationNanos()));
            case SPAN_CHILD_COUNT -> (trace, place) -> (long) trace.node(place).childCount();
            case EVENT_NAME ->
                ofSpan(span -> AttributeValues.each(span.events().stream().map(Event::name)));
            case EVENT_TIME_SINCE_START ->
                ofSpan(span -> AttributeValues.each(span.events().stream().map(event -> sinceStart(event, span))));
            case LINK_TRACE_ID ->
                ofSpan(span -> AttributeValues.each(span.links().stream().map(IntrinsicValues::traceId)));
            case LINK_SPAN_ID ->
                ofSpan(span -> AttributeValues.each(span.links().stream().map(IntrinsicValues::spanId)));
            case INSTRUMENTATION_NAME -> ofSpan(span -> span.scope().name());
            case INSTRUMENTATION_VERSION -> ofSpan(span -> span.scope().version());
            case NESTED_SET_LEFT -> IntrinsicValues::left;
            case NESTED_SET_RIGHT -> IntrinsicValues::right;
            case NESTED_SET_PARENT -> IntrinsicValues::leftOfParent;
        };
    }

    /** Returns whether the value comes from the tree of the trace. */
    static boolean needsTree(Intrinsic intrinsic) {
        return switch (intrinsic) {
            case SPAN_CHILD_COUNT, NESTED_SET_LEFT, NESTED_SET_RIGHT, NESTED_SET_PARENT -> true;
            default -> false;
        };
    }

    /** Returns whether the value comes from all spans of the trace, tree aside. */
    static boolean needsTrace(Intrinsic intrinsic) {
        return switch (intrinsic) {
            case TRACE_DURATION, TRACE_ROOT_NAME, TRACE_ROOT_SERVICE -> true;
            default -> false;
        };
    }

    private static SpanValue ofSpan(Function<Span, @Nullable Object> value) {
        return (trace, place) -> value.apply(trace.span(place));
    }

    private static SpanValue ofRoot(Function<Span, String> value) {
        return (trace, place) -> {
            Span root = trace.root();
            return root == null ? null : value.apply(root);
        };
    }

    private static @Nullable Object sinceStart(Event event, Span span) {
        return event.unixNanos() == 0 ? null : new Nanos(event.unixNanos() - span.startUnixNanos());
    }

    private static @Nullable Object traceId(Link link) {
        return link.traceId().isValid() ? link.traceId().toString() : null;
    }

    private static @Nullable Object spanId(Link link) {
        return link.spanId() == 0 ? null : SpanId.toHex(link.spanId());
    }

    /** Each node is visited before and after its subtree: before it, all nodes before were entered and all but its ancestors left. */
    private static Long left(LaidOutTrace trace, int place) {
        return 2L * place - trace.node(place).depth() + 1;
    }

    private static Long right(LaidOutTrace trace, int place) {
        return left(trace, place) + 2L * trace.node(place).size() - 1;
    }

    /** -1 for a root; 0 for a span whose parent is not stored, or which is the top of a cycle. */
    private static Long leftOfParent(LaidOutTrace trace, int place) {
        TraceNode node = trace.node(place);
        if (trace.span(place).parentSpanId() == 0) {
            return -1L;
        }
        return node.parent() < 0 || trace.node(node.parent()).isMissing() ? 0L : left(trace, node.parent());
    }
}
