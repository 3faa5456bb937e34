// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Equal calls of one request, mostly one after another. They are N+1 queries if they read a database and the request had
 * read the same one just before: it most likely goes through the rows of that answer.
 *
 * <p>Requests of the same kind with the same calls make one insight.
 */
final class RepeatedCalls implements Detector {
    /** Beyond this the calls ran beside each other, see {@link FanOut}. */
    private static final double MOST_CONCURRENCY = 2;

    private static final int NONE = -1;

    private static final class Repeated {
        final Positions calls = new Positions();
        int requests;
        int queryBefore = NONE;
    }

    @Override
    public void detect(TimedTrace trace, Findings findings) {
        int[] before = callsBefore(trace);
        Map<Integer, Repeated> byCall = new LinkedHashMap<>();
        Collection<Positions> groups =
                CallGroups.by(trace, i -> CallGroups.pair(trace.callingEntry(i), trace.callNumber(i)));
        for (Positions group : groups) {
            if (group.size() >= findings.limits().repeatedCalls() && isSequence(trace, group)) {
                int first = group.get(0);
                Repeated repeated = byCall.computeIfAbsent(trace.callNumber(first), number -> new Repeated());
                repeated.calls.addAll(group);
                repeated.requests++;
                if (repeated.requests == 1 && startsFromAQuery(trace, first, before[first])) {
                    repeated.queryBefore = before[first];
                }
            }
        }
        byCall.values().forEach(repeated -> report(trace, repeated, findings));
    }

    private static boolean isSequence(TimedTrace trace, Positions group) {
        return CallGroups.concurrency(trace, CallGroups.byStart(trace, group)) < MOST_CONCURRENCY;
    }

    /** Returns for each call the one before it in reading order that the same request made, -1 if none did. */
    private static int[] callsBefore(TimedTrace trace) {
        int[] before = new int[trace.size()];
        int[] lastOfEntry = new int[trace.size()];
        Arrays.fill(lastOfEntry, NONE);
        for (int i = 0; i < trace.size(); i++) {
            if (trace.isCall(i)) {
                int entry = trace.callingEntry(i);
                before[i] = lastOfEntry[entry];
                lastOfEntry[entry] = i;
            }
        }
        return before;
    }

    private static boolean startsFromAQuery(TimedTrace trace, int first, int before) {
        if (before == NONE) {
            return false;
        }
        Call query = trace.call(before);
        Call repeated = trace.call(first);
        return query.database() != null
                && query.database().equals(repeated.database())
                && query.read()
                && repeated.read()
                && trace.node(before).endUnixNanos() <= trace.node(first).startUnixNanos();
    }

    private static void report(TimedTrace trace, Repeated repeated, Findings findings) {
        long path = CallGroups.path(trace, repeated.calls);
        long cost = path - CallGroups.longestPath(trace, repeated.calls);
        if (!findings.isWorth(cost)) {
            return;
        }
        int first = repeated.calls.get(0);
        Call call = trace.call(first);
        String sentence = Words.name(trace.caller(first)) + " calls " + call.label() + " "
                + Words.times(repeated.calls.size()) + ", one after another"
                + (repeated.requests > 1 ? ", in " + Words.count(repeated.requests) + " requests" : "") + ": "
                + Words.duration(path) + " of the critical path, the longest call "
                + Words.duration(CallGroups.longest(trace, repeated.calls)) + ".";
        for (int i = 0; i < repeated.calls.size(); i++) {
            findings.explain(repeated.calls.get(i));
        }
        if (repeated.queryBefore == NONE) {
            findings.add(
                    InsightKind.REPEATED_CALLS,
                    repeated.calls,
                    cost,
                    sentence + " One call for all of them, or calls at the same time, would take less.");
        } else {
            findings.add(
                    InsightKind.N_PLUS_ONE,
                    repeated.calls,
                    cost,
                    sentence + " They follow "
                            + trace.call(repeated.queryBefore).label()
                            + ": one query with a join or a list of keys could replace them.");
        }
    }
}
