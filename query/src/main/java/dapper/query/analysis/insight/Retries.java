// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.query.analysis.TraceNode;
import dapper.storage.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A call that failed and that the same span made again. Chains of attempts at the same call make one insight; it is
 * reported regardless of its cost, because a retry hides a failure.
 */
final class Retries implements Detector {
    private static final double LEAST_WEIGHT = 0.05;

    /** @param url with all its parameters, so that the calls of a loop are different targets */
    private record Target(int call, String url) {}

    /** Attempts at equal calls. */
    private static final class Attempts {
        final Positions all = new Positions();
        int failed;
        long cost;
    }

    @Override
    public void detect(TimedTrace trace, Findings findings) {
        Map<Integer, Attempts> byCall = new LinkedHashMap<>();
        for (int parent = 0; parent < trace.size(); parent++) {
            if (trace.node(parent).childCount() > 1) {
                lookBelow(parent, trace, byCall, findings);
            }
        }
        byCall.values().forEach(attempts -> report(attempts, trace, findings));
    }

    private static void lookBelow(int parent, TimedTrace trace, Map<Integer, Attempts> byCall, Findings findings) {
        Map<Target, Integer> failedBefore = new HashMap<>();
        int child = parent + 1;
        for (int i = 0; i < trace.node(parent).childCount(); i++, child = trace.nextSibling(child)) {
            Span span = trace.span(child);
            if (span == null || !trace.isCall(child)) {
                continue;
            }
            boolean failed = Failures.isFailed(span);
            if (!failed && failedBefore.isEmpty()) {
                continue;
            }
            Target target = target(child, span, trace);
            Integer before = failedBefore.remove(target);
            if (before != null
                    && trace.node(before).endUnixNanos() <= trace.node(child).startUnixNanos()) {
                Attempts attempts = byCall.computeIfAbsent(target.call(), call -> new Attempts());
                addAttempt(before, child, trace, attempts);
                findings.explain(before);
            }
            if (failed) {
                failedBefore.put(target, child);
            }
        }
    }

    private static Target target(int position, Span span, TimedTrace trace) {
        String url = span.attributes().text("url.full");
        return new Target(trace.callNumber(position), url == null ? "" : url);
    }

    private static void addAttempt(int before, int next, TimedTrace trace, Attempts attempts) {
        if (attempts.all.size() == 0 || attempts.all.last() != before) {
            attempts.all.add(before);
        }
        attempts.all.add(next);
        attempts.failed++;
        attempts.cost += trace.pathBelow(before);
        if (trace.pathBelow(before) > 0 && trace.pathBelow(next) > 0) {
            TraceNode failed = trace.node(before);
            attempts.cost += trace.node(next).startUnixNanos() - failed.endUnixNanos();
        }
    }

    private static void report(Attempts attempts, TimedTrace trace, Findings findings) {
        int first = attempts.all.get(0);
        Span failed = Objects.requireNonNull(trace.span(first));
        findings.add(
                InsightKind.RETRIES,
                attempts.all,
                attempts.cost,
                LEAST_WEIGHT,
                Words.name(trace.caller(first)) + " repeats "
                        + trace.call(first).label() + " "
                        + Words.times(attempts.failed) + " after a failure" + Failures.reason(failed)
                        + (attempts.cost > 0
                                ? ": " + Words.duration(attempts.cost)
                                        + " of the critical path went to attempts that failed and the time before the next."
                                : "; the trace did not wait for it."));
    }
}
