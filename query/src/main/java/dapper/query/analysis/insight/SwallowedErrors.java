// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.query.analysis.TraceNode;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Failed spans below a request of their service that reported no failure. A failed attempt before a {@link Retries
 * retry}, a span that outlived the request, and a message that could not be processed are not the request's failures.
 */
final class SwallowedErrors implements Detector {
    private static final double LEAST_WEIGHT = 0.1;

    private record Place(String failed, String succeeded) {}

    private static final class Swallowed {
        final Positions spans = new Positions();
        long cost;
    }

    @Override
    public void detect(TimedTrace trace, Findings findings) {
        BitSet failsAbove = new BitSet();
        Map<Place, Swallowed> byPlace = new LinkedHashMap<>();
        for (int i = 0; i < trace.size(); i++) {
            TraceNode node = trace.node(i);
            Span parent = trace.parentSpan(node);
            if (parent == null) {
                continue;
            }
            boolean reported = failsAbove.get(node.parent()) || Failures.reportsFailure(parent);
            failsAbove.set(i, reported);
            Span span = node.span();
            if (!reported
                    && span != null
                    && Failures.isFailed(span)
                    && countsForParent(node, span, trace)
                    && !findings.isExplained(i)) {
                int entry = trace.entry(node.parent());
                Place place = new Place(what(i, span, trace), Words.spanIn(trace.span(entry)));
                Swallowed swallowed = byPlace.computeIfAbsent(place, p -> new Swallowed());
                swallowed.spans.add(i);
                swallowed.cost += trace.pathBelow(i);
            }
        }
        byPlace.forEach((place, swallowed) -> report(place, swallowed, trace, findings));
    }

    private static boolean countsForParent(TraceNode node, Span span, TimedTrace trace) {
        return !span.kind().equals(SpanKind.CONSUMER)
                && node.endUnixNanos() <= trace.node(node.parent()).endUnixNanos();
    }

    private static String what(int position, Span span, TimedTrace trace) {
        return trace.isCall(position)
                ? trace.call(position).label() + " in " + Words.name(span.serviceName())
                : Words.spanIn(span);
    }

    private static void report(Place place, Swallowed swallowed, TimedTrace trace, Findings findings) {
        Span first = Objects.requireNonNull(trace.span(swallowed.spans.get(0)));
        findings.add(
                InsightKind.SWALLOWED_ERROR,
                swallowed.spans,
                swallowed.cost,
                LEAST_WEIGHT,
                place.failed() + " fails"
                        + (swallowed.spans.size() > 1 ? " " + Words.times(swallowed.spans.size()) : "")
                        + Failures.reason(first) + ", but " + place.succeeded() + " succeeds.");
    }
}
