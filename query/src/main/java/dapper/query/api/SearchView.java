// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dapper.storage.SearchPage;
import dapper.storage.TraceQuery;
import dapper.storage.TraceSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search as JSON.
 *
 * @param next path and query of the next page, with the time range of this one; null on the last page
 * @param startUnixNanos start of the searched time range, in nanoseconds as text
 * @param endUnixNanos end of that range, likewise
 */
record SearchView(
        List<SummaryView> traces,
        boolean complete,
        String incompleteReason,
        @Nullable String nextCursor,
        @Nullable String next,
        String startUnixNanos,
        String endUnixNanos,
        long indexRowsRead) {

    /** @param spanSets what a query in TraceQL has selected; without one, left out */
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
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SpanSetView> spanSets) {

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

    /** @param search the one that filtered the traces, if it was in TraceQL */
    static SearchView of(TraceQuery query, SearchPage page, @Nullable TraceQlSearch search) {
        return new SearchView(
                page.traces().stream()
                        .map(summary -> SummaryView.of(
                                summary, search == null ? List.of() : search.spanSets(summary.traceId())))
                        .toList(),
                page.complete(),
                page.incompleteReason(),
                page.nextCursor(),
                page.nextCursor() == null ? null : NextPage.path(query, search, page.nextCursor()),
                Long.toString(query.startUnixNanos()),
                Long.toString(query.endUnixNanos()),
                page.indexRowsRead());
    }
}
