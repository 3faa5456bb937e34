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
 * @param sort see {@link TraceOrder}
 * @param found traces that match, of those looked at to sort them; null in the order of storage, which is newest first
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
        String sort,
        @Nullable Integer found,
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

    /**
     * @param found see the field
     * @param next path and query of the next page; null on the last page
     */
    static SearchView of(
            TraceQuery range,
            SearchPage page,
            TraceQlSearch search,
            TraceOrder order,
            @Nullable Integer found,
            @Nullable String next) {
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
                order.toString(),
                found,
                page.indexRowsRead());
    }
}
