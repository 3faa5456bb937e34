// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.pattern;

import dapper.query.analysis.CriticalPath;
import dapper.query.analysis.SamplingProbability;
import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.VaryingParts;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The facts of one trace that its pattern needs; small, so that thousands fit in memory.
 *
 * @param shape equal for traces of the same pattern
 * @param durationNanos of the root
 * @param weight the traces that it stands for, 1/p; 1 if p is unknown
 * @param failed whether the root failed
 * @param path nanoseconds of the critical path, the {@value #MOST_PARTS} longest parts
 */
public record PatternSample(
        TraceId traceId,
        long shape,
        long durationNanos,
        double weight,
        boolean failed,
        int spanCount,
        Map<PathPart, Long> path) {
    private static final int MOST_PARTS = 20;

    public static PatternSample of(Trace trace, TraceTree tree) {
        TraceNode root = tree.nodes().get(tree.root());
        Span span = root.span();
        return new PatternSample(
                trace.id(),
                TraceShape.of(tree),
                root.durationNanos(),
                1 / SamplingProbability.of(trace).orElse(1),
                span != null && span.status().isError(),
                trace.spans().size(),
                longest(path(tree)));
    }

    private static Map<PathPart, Long> path(TraceTree tree) {
        Map<PathPart, Long> path = new HashMap<>();
        for (CriticalPath.Piece piece : CriticalPath.of(tree)) {
            Span span = tree.nodes().get(piece.position()).span();
            PathPart part = span == null
                    ? new PathPart("", "")
                    : new PathPart(span.serviceName(), VaryingParts.removed(span.name()));
            path.merge(part, piece.toUnixNanos() - piece.fromUnixNanos(), Long::sum);
        }
        return path;
    }

    private static Map<PathPart, Long> longest(Map<PathPart, Long> path) {
        Map<PathPart, Long> longest = new LinkedHashMap<>();
        path.entrySet().stream()
                .sorted(Map.Entry.<PathPart, Long>comparingByValue().reversed())
                .limit(MOST_PARTS)
                .forEach(part -> longest.put(part.getKey(), part.getValue()));
        return longest;
    }
}
