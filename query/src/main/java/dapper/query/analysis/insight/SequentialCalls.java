// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.query.analysis.TraceNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads of one span that follow each other at once: the caller did little between them, so the next one may not have
 * needed the answer of the one before. Queries of a database are left out, because those of a transaction share one
 * connection.
 */
final class SequentialCalls implements Detector {
    /** A pause longer than this share of the shorter of two calls is work, perhaps on the answer. */
    private static final double MOST_PAUSE = 0.25;

    private static final int MOST_NAMES = 4;

    @Override
    public void detect(TimedTrace trace, Findings findings) {
        for (int parent = 0; parent < trace.size(); parent++) {
            if (trace.node(parent).childCount() >= findings.limits().sequentialCalls()) {
                lookBelow(parent, trace, findings);
            }
        }
    }

    private static void lookBelow(int parent, TimedTrace trace, Findings findings) {
        Positions run = new Positions();
        int child = parent + 1;
        for (int i = 0; i < trace.node(parent).childCount(); i++, child = trace.nextSibling(child)) {
            boolean read = isFreeRead(child, trace, findings);
            if (run.size() > 0 && !(read && follows(trace.node(child), trace.node(run.last())))) {
                report(run, trace, findings);
                run = new Positions();
            }
            if (read) {
                run.add(child);
            }
        }
        report(run, trace, findings);
    }

    private static boolean isFreeRead(int position, TimedTrace trace, Findings findings) {
        return trace.isCall(position)
                && trace.call(position).read()
                && trace.call(position).database() == null
                && !findings.isExplained(position);
    }

    private static boolean follows(TraceNode next, TraceNode before) {
        long pause = next.startUnixNanos() - before.endUnixNanos();
        return pause >= 0 && pause <= MOST_PAUSE * Math.min(next.durationNanos(), before.durationNanos());
    }

    private static void report(Positions run, TimedTrace trace, Findings findings) {
        if (run.size() < findings.limits().sequentialCalls()) {
            return;
        }
        long path = CallGroups.path(trace, run);
        long longest = CallGroups.longestPath(trace, run);
        if (findings.isWorth(path - longest)) {
            String names = IntStream.of(run.sorted())
                    .mapToObj(i -> trace.call(i).label())
                    .distinct()
                    .limit(MOST_NAMES)
                    .collect(Collectors.joining(", "));
            findings.add(
                    InsightKind.SEQUENTIAL_CALLS,
                    run,
                    path - longest,
                    Words.name(trace.caller(run.get(0))) + " waits for "
                            + Words.count(run.size()) + " reads one after another (" + names + "): "
                            + Words.duration(path) + ". At the same time they would take " + Words.duration(longest)
                            + ", if none needs the answer of another.");
        }
    }
}
