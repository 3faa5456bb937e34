// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A span with many calls that ran beside each other: it waits for the slowest. */
final class FanOut implements Detector {
    /** Below this the calls ran one after another, see {@link RepeatedCalls}. */
    private static final double LEAST_CONCURRENCY = 2;

    @Override
    public void detect(TimedTrace trace, Findings findings) {
        for (int parent = 0; parent < trace.size(); parent++) {
            if (trace.node(parent).childCount() >= findings.limits().fanOut()) {
                Positions calls = callsBelow(parent, trace);
                if (calls.size() >= findings.limits().fanOut()
                        && CallGroups.concurrency(trace, calls) >= LEAST_CONCURRENCY) {
                    report(parent, calls, trace, findings);
                }
            }
        }
    }

    private static Positions callsBelow(int parent, TimedTrace trace) {
        Positions calls = new Positions();
        int child = parent + 1;
        for (int i = 0; i < trace.node(parent).childCount(); i++, child = trace.nextSibling(child)) {
            if (trace.isCall(child)) {
                calls.add(child);
            }
        }
        return calls;
    }

    private static void report(int parent, Positions calls, TimedTrace trace, Findings findings) {
        int[] positions = calls.sorted();
        long median = CallGroups.median(trace, positions);
        long cost = CallGroups.path(trace, calls) - median;
        if (!findings.isWorth(cost)) {
            return;
        }
        for (int position : positions) {
            findings.explain(position);
        }
        findings.add(
                InsightKind.FAN_OUT,
                calls,
                cost,
                Words.spanIn(trace.span(parent)) + " makes " + Words.count(calls.size()) + " calls, up to "
                        + Words.count(mostAtATime(trace, positions)) + " at the same time, and waits for the slowest: "
                        + Words.duration(CallGroups.longest(trace, calls)) + ", half of them take at most "
                        + Words.duration(median) + ".");
    }

    private static int mostAtATime(TimedTrace trace, int[] positions) {
        long[] ends = IntStream.of(positions)
                .mapToLong(i -> trace.node(i).endUnixNanos())
                .sorted()
                .toArray();
        long[] starts = IntStream.of(positions)
                .mapToLong(i -> trace.node(i).startUnixNanos())
                .toArray();
        Arrays.sort(starts);
        int most = 0;
        int ended = 0;
        for (int started = 1; started <= starts.length; started++) {
            while (ends[ended] <= starts[started - 1] && ended < started - 1) {
                ended++;
            }
            most = Math.max(most, started - ended);
        }
        return most;
    }
}
