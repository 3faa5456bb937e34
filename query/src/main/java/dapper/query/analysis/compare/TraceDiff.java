// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.compare;

import dapper.query.analysis.TraceTree;
import java.util.List;

/**
 * The differences between two traces.
 *
 * @param lines each span of both traces once, in reading order: pairs, and the spans that only one of them has
 * @param longerNanos duration of the longer root
 */
public record TraceDiff(TraceTree a, TraceTree b, List<DiffLine> lines, long longerNanos) {
    /** Compares any two trees. A pure function; it never fails and never recurses. */
    public static TraceDiff of(TraceTree a, TraceTree b) {
        long longer = Math.max(
                a.nodes().get(a.root()).durationNanos(), b.nodes().get(b.root()).durationNanos());
        return new TraceDiff(a, b, TreeAlignment.of(a, b), longer);
    }

    /** Returns the change from A to B. */
    public Change change(DiffLine line) {
        if (line.a() == DiffLine.NONE) {
            return Change.ADDED;
        }
        if (line.b() == DiffLine.NONE) {
            return Change.REMOVED;
        }
        long before = a.nodes().get(line.a()).durationNanos();
        long after = b.nodes().get(line.b()).durationNanos();
        return Change.between(before, after, longerNanos);
    }
}
