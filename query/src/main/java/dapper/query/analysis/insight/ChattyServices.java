// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.storage.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Many calls of one service to another, or to a database, unless an earlier insight covers most of them. */
final class ChattyServices implements Detector {
    private static final double LEAST_WEIGHT = 0.02;

    private record Pair(String caller, String called) {}

    @Override
    public void detect(TimedTrace trace, Findings findings) {
        Map<Pair, Positions> byPair = new LinkedHashMap<>();
        for (int i = 0; i < trace.size(); i++) {
            if (trace.isCall(i)) {
                String called = called(i, trace);
                if (called != null) {
                    Pair pair = new Pair(trace.caller(i), called);
                    byPair.computeIfAbsent(pair, p -> new Positions()).add(i);
                }
            }
        }
        byPair.forEach((pair, calls) -> {
            if (calls.size() >= findings.limits().chattyCalls() && !isExplained(calls, findings)) {
                report(pair, calls, trace, findings);
            }
        });
    }

    /** Returns the service below the call, or else the database; null if neither is known. */
    private static @Nullable String called(int position, TimedTrace trace) {
        Span span = trace.span(position);
        if (span == null || !TimedTrace.isOutgoing(span)) {
            return span == null ? null : span.serviceName();
        }
        Span child = trace.node(position).childCount() == 0 ? null : trace.span(position + 1);
        if (child != null && !child.serviceName().equals(span.serviceName())) {
            return child.serviceName();
        }
        String database = trace.call(position).database();
        return database == null ? null : "the database " + database;
    }

    private static boolean isExplained(Positions calls, Findings findings) {
        long explained =
                IntStream.of(calls.sorted()).filter(findings::isExplained).count();
        return 2 * explained > calls.size();
    }

    private static void report(Pair pair, Positions calls, TimedTrace trace, Findings findings) {
        long way = IntStream.of(calls.sorted()).mapToLong(trace::pathOf).sum();
        findings.add(
                InsightKind.CHATTY_SERVICES,
                calls,
                way,
                LEAST_WEIGHT,
                Words.name(pair.caller()) + " calls " + Words.name(pair.called()) + " " + Words.times(calls.size())
                        + " in this trace: " + Words.duration(way)
                        + " of the critical path. Fewer calls that carry more would save most of it.");
    }
}
