// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import java.util.Arrays;

/** The first of equal calls of one service, if it took many times as long as the others do. */
final class SlowFirstCalls implements Detector {
    /** With fewer calls the first one is as likely the normal one. */
    private static final int LEAST_CALLS = 4;

    @Override
    public void detect(TimedTrace trace, Findings findings) {
        for (Positions group : CallGroups.by(trace, trace::callNumber)) {
            if (group.size() >= LEAST_CALLS) {
                look(CallGroups.byStart(trace, group), trace, findings);
            }
        }
    }

    private static void look(Positions byStart, TimedTrace trace, Findings findings) {
        int first = byStart.get(0);
        int[] others = Arrays.stream(byStart.sorted()).filter(i -> i != first).toArray();
        long duration = trace.node(first).durationNanos();
        long median = CallGroups.median(trace, others);
        long cost = Math.min(trace.pathBelow(first), duration - median);
        if (duration / findings.limits().firstCallFactor() >= median && findings.isWorth(cost)) {
            findings.add(
                    InsightKind.SLOW_FIRST_CALL,
                    Positions.of(first),
                    cost,
                    "The first of " + Words.count(byStart.size()) + " calls of "
                            + trace.call(first).label() + " by " + Words.name(trace.caller(first)) + " takes "
                            + Words.duration(duration) + ", half of the others at most " + Words.duration(median)
                            + ": a connection, a cache or code was not ready.");
        }
    }
}
