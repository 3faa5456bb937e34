// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Groups of calls, and values of a group. */
final class CallGroups {
    private CallGroups() {}

    /** Returns the calls of a trace in groups of the same key, in the order of their first members. */
    static Collection<Positions> by(TimedTrace trace, IntToLongFunction key) {
        Map<Long, Positions> groups = new LinkedHashMap<>();
        for (int i = 0; i < trace.size(); i++) {
            if (trace.isCall(i)) {
                groups.computeIfAbsent(key.applyAsLong(i), k -> new Positions()).add(i);
            }
        }
        return groups.values();
    }

    static long pair(int high, int low) {
        return (long) high << 32 | low;
    }

    static Positions byStart(TimedTrace trace, Positions calls) {
        return Positions.of(IntStream.of(calls.sorted())
                .boxed()
                .sorted(Comparator.comparingLong(i -> trace.node(i).startUnixNanos()))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /** Returns the sum of the durations divided by the time in which at least one of them ran; 1 if no two overlap. */
    static double concurrency(TimedTrace trace, Positions byStart) {
        long sum = 0;
        long covered = 0;
        long sweep = Long.MIN_VALUE;
        for (int i = 0; i < byStart.size(); i++) {
            long start = trace.node(byStart.get(i)).startUnixNanos();
            long end = trace.node(byStart.get(i)).endUnixNanos();
            sum += end - start;
            covered += Math.max(0, end - Math.max(sweep, start));
            sweep = Math.max(sweep, end);
        }
        return covered == 0 ? 1 : (double) sum / covered;
    }

    /** Returns the nanoseconds of the critical path in these calls and below them. */
    static long path(TimedTrace trace, Positions calls) {
        return IntStream.of(calls.sorted()).mapToLong(trace::pathBelow).sum();
    }

    static long longestPath(TimedTrace trace, Positions calls) {
        return IntStream.of(calls.sorted()).mapToLong(trace::pathBelow).max().orElse(0);
    }

    static long longest(TimedTrace trace, Positions calls) {
        return IntStream.of(calls.sorted())
                .mapToLong(i -> trace.node(i).durationNanos())
                .max()
                .orElse(0);
    }

    /** Returns the median of the durations, the lower one of two. */
    static long median(TimedTrace trace, int[] calls) {
        long[] durations = IntStream.of(calls)
                .mapToLong(i -> trace.node(i).durationNanos())
                .toArray();
        Arrays.sort(durations);
        return durations[(durations.length - 1) / 2];
    }
}
