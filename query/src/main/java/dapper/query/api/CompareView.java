// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.SelfTime;
import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.compare.Change;
import dapper.query.analysis.compare.DiffLine;
import dapper.query.analysis.compare.TraceDiff;
import dapper.storage.Span;
import dapper.storage.SpanId;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import java.util.AbstractList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two traces side by side as JSON.
 *
 * @param counts lines of each {@link Change}, by its name
 * @param lines in reading order
 */
record CompareView(ComparedTrace a, ComparedTrace b, Map<String, Integer> counts, List<Line> lines) {

    /**
     * One of the two traces.
     *
     * @param durationNanos the root's, which is shown as the whole time
     */
    record ComparedTrace(
            String traceId,
            String rootService,
            String rootOperation,
            String startUnixNanos,
            long durationNanos,
            int spanCount,
            int errorCount) {

        static ComparedTrace of(Trace trace, TraceTree tree) {
            TraceNode root = tree.nodes().get(tree.root());
            Span span = root.span();
            return new ComparedTrace(
                    trace.id().toString(),
                    span == null ? "" : span.serviceName(),
                    span == null ? "" : span.name(),
                    Long.toUnsignedString(root.startUnixNanos()),
                    root.durationNanos(),
                    trace.spans().size(),
                    (int) trace.spans().stream()
                            .filter(one -> one.status().isError())
                            .count());
        }
    }

    /**
     * @param service of the span in A, or else in B; empty for a span that is not stored
     * @param a null if the span is only in B
     * @param b null if the span is only in A
     */
    record Line(
            int depth,
            String change,
            String service,
            String name,
            SpanKind kind,
            @Nullable Side a,
            @Nullable Side b) {}

    /** @param startNanos since the start of the root; negative before it */
    record Side(String spanId, long startNanos, long durationNanos, long selfNanos, boolean failed) {}

    static CompareView of(Trace a, Trace b) {
        TraceDiff diff = TraceDiff.of(TraceTree.of(a), TraceTree.of(b));
        return new CompareView(
                ComparedTrace.of(a, diff.a()), ComparedTrace.of(b, diff.b()), counts(diff), new Lines(diff));
    }

    private static Map<String, Integer> counts(TraceDiff diff) {
        Map<Change, Integer> counts = new EnumMap<>(Change.class);
        for (Change change : Change.values()) {
            counts.put(change, 0);
        }
        diff.lines().forEach(line -> counts.merge(diff.change(line), 1, Integer::sum));
        Map<String, Integer> named = new LinkedHashMap<>();
        counts.forEach((change, count) -> named.put(change.text(), count));
        return named;
    }

    /** Creates each line when it is written: all of them together would take as much memory as the spans. */
    private static final class Lines extends AbstractList<Line> {
        private final TraceDiff diff;
        private final Sides sidesA;
        private final Sides sidesB;

        Lines(TraceDiff diff) {
            this.diff = diff;
            this.sidesA = new Sides(diff.a());
            this.sidesB = new Sides(diff.b());
        }

        @Override
        public int size() {
            return diff.lines().size();
        }

        @Override
        public Line get(int index) {
            DiffLine line = diff.lines().get(index);
            Side a = line.a() == DiffLine.NONE ? null : sidesA.at(line.a());
            Side b = line.b() == DiffLine.NONE ? null : sidesB.at(line.b());
            Span span = line.a() == DiffLine.NONE ? span(diff.b(), line.b()) : span(diff.a(), line.a());
            return new Line(
                    line.depth(),
                    diff.change(line).text(),
                    span == null ? "" : span.serviceName(),
                    span == null ? "" : span.name(),
                    span == null ? SpanKind.UNSPECIFIED : span.kind(),
                    a,
                    b);
        }

        private static @Nullable Span span(TraceTree tree, int position) {
            return tree.nodes().get(position).span();
        }
    }

    /** Makes the sides of one trace. */
    private static final class Sides {
        private final TraceTree tree;
        private final long[] self;
        private final long start;

        Sides(TraceTree tree) {
            this.tree = tree;
            this.self = SelfTime.of(tree);
            this.start = tree.nodes().get(tree.root()).startUnixNanos();
        }

        Side at(int position) {
            TraceNode node = tree.nodes().get(position);
            Span span = node.span();
            return new Side(
                    SpanId.toHex(node.spanId()),
                    node.startUnixNanos() - start,
                    node.durationNanos(),
                    self[position],
                    span != null && span.status().isError());
        }
    }
}
