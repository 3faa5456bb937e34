// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.pattern.Pattern;
import dapper.storage.SearchPage;
import dapper.storage.SpanId;
import dapper.storage.TraceQuery;
import java.util.List;

/**
 * Patterns as JSON.
 *
 * @param stored the traces that were grouped
 * @param complete whether these are all of the time range
 * @param incompleteReason empty when complete
 */
record PatternsView(
        String startUnixNanos,
        String endUnixNanos,
        int stored,
        boolean complete,
        String incompleteReason,
        List<PatternView> patterns) {

    record PatternView(
            String shape,
            int stored,
            double traces,
            double errorShare,
            List<QuantileView> quantiles,
            List<Pattern.Bucket> histogram,
            List<PathView> criticalPath) {

        static PatternView of(Pattern pattern) {
            return new PatternView(
                    SpanId.toHex(pattern.shape()),
                    pattern.stored(),
                    pattern.traces(),
                    pattern.errorShare(),
                    pattern.quantiles().stream().map(QuantileView::of).toList(),
                    pattern.histogram(),
                    pattern.path().stream().map(PathView::of).toList());
        }
    }

    record QuantileView(double quantile, long durationNanos, String traceId, int spanCount) {
        static QuantileView of(Pattern.Quantile quantile) {
            return new QuantileView(
                    quantile.quantile(),
                    quantile.durationNanos(),
                    quantile.example().toString(),
                    quantile.spanCount());
        }
    }

    record PathView(String service, String operation, double share) {
        static PathView of(Pattern.PathShare share) {
            return new PathView(share.part().service(), share.part().operation(), share.share());
        }
    }

    static PatternsView of(TraceQuery range, SearchPage page, int stored, List<Pattern> patterns) {
        boolean more = page.nextCursor() != null;
        return new PatternsView(
                Long.toString(range.startUnixNanos()),
                Long.toString(range.endUnixNanos()),
                stored,
                page.complete() && !more,
                page.complete() && more
                        ? "These are the newest " + stored + " traces; choose a shorter time range or a higher limit."
                        : page.incompleteReason(),
                patterns.stream().map(PatternView::of).toList());
    }
}
