// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.query.analysis.TraceNode;
import dapper.storage.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time of calls in which the called service did not work on them: the way there and back, and the queue in front of
 * it. A difference of durations, so a difference between two clocks does not matter. Equal calls make one insight.
 */
final class NetworkTime implements Detector {

    private static final class Way {
        final Positions calls = new Positions();
        long cost;
    }

    @Override
    public void detect(TimedTrace trace, Findings findings) {
        Map<Integer, Way> byCall = new LinkedHashMap<>();
        for (int i = 0; i < trace.size(); i++) {
            long cost = cost(i, trace);
            if (cost > 0) {
                Way way = byCall.computeIfAbsent(trace.callNumber(i), number -> new Way());
                way.calls.add(i);
                way.cost += cost;
            }
        }
        byCall.values().forEach(way -> report(way, trace, findings));
    }

    /** Returns 0 for all but calls with one child, in another service. */
    private static long cost(int position, TimedTrace trace) {
        TraceNode node = trace.node(position);
        Span span = node.span();
        if (span == null || node.childCount() != 1 || !TimedTrace.isOutgoing(span)) {
            return 0;
        }
        TraceNode child = trace.node(position + 1);
        @Nullable Span called = child.span();
        if (called == null || called.serviceName().equals(span.serviceName())) {
            return 0;
        }
        return Math.max(0, Math.min(trace.pathOf(position), node.durationNanos() - child.durationNanos()));
    }

    private static void report(Way way, TimedTrace trace, Findings findings) {
        if (way.cost < findings.limits().gapNanos() || !findings.isWorth(way.cost)) {
            return;
        }
        int first = way.calls.get(0);
        Span called = trace.span(first + 1);
        findings.add(
                InsightKind.NETWORK,
                way.calls,
                way.cost,
                Words.duration(way.cost) + " of " + trace.call(first).label()
                        + (way.calls.size() > 1 ? ", called " + Words.times(way.calls.size()) + "," : "")
                        + " are outside of "
                        + (called == null ? "the called service" : Words.name(called.serviceName()))
                        + ": the way there and back, a new connection, or a queue.");
    }
}
