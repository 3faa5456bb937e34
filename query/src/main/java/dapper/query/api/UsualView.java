// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.SelfTime;
import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.compare.Change;
import dapper.query.analysis.compare.UsualTimes;
import dapper.query.api.CompareView.ComparedTrace;
import dapper.query.api.CompareView.Side;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.SpanId;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace beside the medians of its pattern as JSON.
 *
 * @param samples the traces that the medians are of
 * @param usualDurationNanos the median of the root; null without samples
 * @param complete whether all traces of the pattern in the hour around the trace were looked at, or as many as are needed
 * @param incompleteReason empty when complete
 * @param lines the spans of the trace, in reading order
 */
record UsualView(
        ComparedTrace trace,
        int samples,
        @Nullable Long usualDurationNanos,
        boolean complete,
        String incompleteReason,
        List<Line> lines) {

    /** @param usual null if fewer than half of the samples have the span */
    record Line(
            int depth,
            String change,
            String service,
            String name,
            SpanKind kind,
            Side span,
            @Nullable Medians usual) {}

    /** @param startNanos since the start of the root; negative before it */
    record Medians(long startNanos, long durationNanos, long selfNanos) {
        static Medians of(UsualTimes.Usual usual) {
            return new Medians(usual.startNanos(), usual.durationNanos(), usual.selfNanos());
        }
    }

    UsualView(Trace trace, UsualTimes times, SearchPage page) {
        this(
                ComparedTrace.of(trace, times.tree()),
                times.samples(),
                times.samples() == 0 ? null : times.at(times.tree().root()).durationNanos(),
                page.complete(),
                page.incompleteReason(),
                new Lines(times));
    }

    /** Creates each line when it is written, as {@link CompareView} does. */
    private static final class Lines extends AbstractList<Line> {
        private final UsualTimes times;
        private final TraceTree tree;
        private final long[] self;
        private final long start;

        Lines(UsualTimes times) {
            this.times = times;
            this.tree = times.tree();
            this.self = SelfTime.of(tree);
            this.start = tree.nodes().get(tree.root()).startUnixNanos();
        }

        @Override
        public int size() {
            return tree.nodes().size();
        }

        @Override
        public Line get(int position) {
            TraceNode node = tree.nodes().get(position);
            Span span = node.span();
            Change change = times.samples() == 0 ? Change.SAME : times.change(position);
            return new Line(
                    node.depth(),
                    change.text(),
                    span == null ? "" : span.serviceName(),
                    span == null ? "" : span.name(),
                    span == null ? SpanKind.UNSPECIFIED : span.kind(),
                    new Side(
                            SpanId.toHex(node.spanId()),
                            node.startUnixNanos() - start,
                            node.durationNanos(),
                            self[position],
                            span != null && span.status().isError()),
                    times.isUsual(position) ? Medians.of(times.at(position)) : null);
        }
    }
}
