// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.pattern.Pattern;
import dapper.query.analysis.pattern.PatternChange;
import dapper.query.analysis.pattern.PatternChanges;
import dapper.query.analysis.pattern.Patterns;
import dapper.storage.SpanId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Patterns as JSON.
 *
 * @param stored the traces that were grouped
 * @param complete whether these are all of the time range
 * @param incompleteReason empty when complete
 * @param before the time range that they are compared with; null if there is none
 * @param patterns the most frequent first; in a comparison, those whose change affects most traces
 */
record PatternsView(
        String startUnixNanos,
        String endUnixNanos,
        int stored,
        boolean complete,
        String incompleteReason,
        @Nullable WindowView before,
        List<PatternView> patterns) {

    /** The earlier time range of a comparison; see {@link PatternsView}. */
    record WindowView(
            String startUnixNanos, String endUnixNanos, int stored, boolean complete, String incompleteReason) {
        static WindowView of(PatternsApi.Window window) {
            return new WindowView(
                    Long.toString(window.range().startUnixNanos()),
                    Long.toString(window.range().endUnixNanos()),
                    window.samples().size(),
                    window.isComplete(),
                    window.incompleteReason());
        }
    }

    /**
     * A pattern. Of one that is gone, all numbers but {@code change} are those of the earlier time range.
     *
     * @param change null without a comparison
     */
    record PatternView(
            String shape,
            int stored,
            double traces,
            double errorShare,
            List<QuantileView> quantiles,
            List<Pattern.Bucket> histogram,
            List<PathView> criticalPath,
            @Nullable ChangeView change) {

        static PatternView of(Pattern pattern, @Nullable ChangeView change) {
            return new PatternView(
                    SpanId.toHex(pattern.shape()),
                    pattern.stored(),
                    pattern.traces(),
                    pattern.errorShare(),
                    quantiles(pattern),
                    pattern.histogram(),
                    pattern.path().stream().map(PathView::of).toList(),
                    change);
        }

        static PatternView of(PatternChange change) {
            Pattern shown = Objects.requireNonNull(change.after() == null ? change.before() : change.after());
            return of(shown, ChangeView.of(change));
        }

        private static List<QuantileView> quantiles(Pattern pattern) {
            return pattern.quantiles().stream().map(QuantileView::of).toList();
        }
    }

    /**
     * The change from the earlier time range.
     *
     * @param kind {@code new}, {@code gone} or {@code both}
     * @param shareBefore of all traces of the earlier time range
     * @param shareAfter of all traces of the later one
     * @param extent the part of the traces that the change affects
     * @param before null for a new pattern
     */
    record ChangeView(
            String kind,
            double shareBefore,
            double shareAfter,
            double extent,
            @Nullable EarlierView before) {
        static ChangeView of(PatternChange change) {
            Pattern before = change.before();
            return new ChangeView(
                    before == null ? "new" : change.after() == null ? "gone" : "both",
                    change.shareBefore(),
                    change.shareAfter(),
                    change.extent(),
                    before == null ? null : EarlierView.of(before));
        }
    }

    /** The pattern in the earlier time range. */
    record EarlierView(int stored, double traces, double errorShare, List<QuantileView> quantiles) {
        static EarlierView of(Pattern before) {
            return new EarlierView(
                    before.stored(), before.traces(), before.errorShare(), PatternView.quantiles(before));
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

    static PatternsView of(PatternsApi.Window window) {
        List<PatternView> patterns = Patterns.of(window.samples()).stream()
                .map(pattern -> PatternView.of(pattern, null))
                .toList();
        return of(window, null, patterns);
    }

    static PatternsView of(PatternsApi.Window before, PatternsApi.Window after) {
        List<PatternView> patterns = PatternChanges.of(before.samples(), after.samples()).stream()
                .map(PatternView::of)
                .toList();
        return of(after, WindowView.of(before), patterns);
    }

    private static PatternsView of(PatternsApi.Window window, @Nullable WindowView before, List<PatternView> patterns) {
        return new PatternsView(
                Long.toString(window.range().startUnixNanos()),
                Long.toString(window.range().endUnixNanos()),
                window.samples().size(),
                window.isComplete(),
                window.incompleteReason(),
                before,
                patterns);
    }
}
