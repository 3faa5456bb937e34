// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.SearchPage;
import dapper.storage.TraceQuery;
import dapper.storage.TraceSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search as JSON.
 *
 * @param query in TraceQL: the given one in canonical form, or the one that the filters stand for
 * @param next path and query of the next page, with the time range of this one; null on the last page
 * @param startUnixNanos start of the searched time range, in nanoseconds as text
 * @param endUnixNanos end of that range, likewise
 * @param indexRowsRead see {@link SearchPage}
 */
record SearchView(
        String query,
        List<SummaryView> traces,
        boolean complete,
        String incompleteReason,
        @Nullable String nextCursor,
        @Nullable String next,
        String startUnixNanos,
        String endUnixNanos,
        long indexRowsRead) {

    /** @param spanSets what the query has selected */
    record SummaryView(
            String traceId,
            String rootService,
            String rootOperation,
            boolean rootMissing,
            String startUnixNanos,
            long durationNanos,
            int spanCount,
            int errorCount,
            List<TraceSummary.ServiceCount> services,
            List<SpanSetView> spanSets) {

        static SummaryView of(TraceSummary summary, List<SpanSetView> spanSets) {
            return new SummaryView(
                    summary.traceId().toString(),
                    summary.rootService(),
                    summary.rootOperation(),
                    summary.rootMissing(),
                    Long.toUnsignedString(summary.startUnixNanos()),
                    summary.durationNanos(),
                    summary.spanCount(),
                    summary.errorCount(),
                    summary.services(),
                    spanSets);
        }
    }

    /** @param next path and query of the next page; null on the last page */
    static SearchView of(TraceQuery range, SearchPage page, TraceQlSearch search, @Nullable String next) {
        return new SearchView(
                search.identity(),
                page.traces().stream()
                        .map(summary -> SummaryView.of(summary, search.spanSets(summary.traceId())))
                        .toList(),
                page.complete(),
                page.incompleteReason(),
                page.nextCursor(),
                next,
                Long.toString(range.startUnixNanos()),
                Long.toString(range.endUnixNanos()),
                page.indexRowsRead());
    }
}
