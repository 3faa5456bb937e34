// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.SearchPage;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A page of a sorted search whose order is known: reads its traces one by one. They have the place that they had when the
 * search was made, and the numbers of now; one that is not stored any more is left out. Used by one thread.
 */
final class OrderedPage {
    private final TraceQlSearch search;
    private final TraceOrder order;
    private final LongSupplier nanoTime;

    OrderedPage(TraceQlSearch search, TraceOrder order, LongSupplier nanoTime) {
        this.search = search;
        this.order = order;
        this.nanoTime = nanoTime;
    }

    /** @param after the last place of the page before */
    SortedTraces.Answer read(SortedOrders.Order known, TraceOrder.Place after, TraceReader reader, TraceQuery range) {
        List<TraceOrder.Place> places = known.places();
        int at = Collections.binarySearch(places, after, order.comparator());
        int next = at < 0 ? -at - 1 : at + 1;
        List<TraceSummary> traces = new ArrayList<>();
        Set<String> reasons = new LinkedHashSet<>();
        if (!known.incompleteReason().isEmpty()) {
            reasons.add(known.incompleteReason());
        }
        TraceQuery one = search.candidates().withLimit(1).withCursor(null);
        long begun = nanoTime.getAsLong();
        long indexRowsRead = 0;
        while (next < places.size()
                && traces.size() < range.limit()
                && nanoTime.getAsLong() - begun < SortedTraces.MOST_NANOS) {
            SearchPage page = reader.search(one.ofTrace(places.get(next).traceId()), search);
            traces.addAll(page.traces());
            indexRowsRead += page.indexRowsRead();
            if (!page.complete()) {
                reasons.add(page.incompleteReason());
            }
            next++;
        }
        @Nullable String cursor = next < places.size() ? order.cursor(places.get(next - 1)) : null;
        String reason = String.join("; ", reasons);
        return new SortedTraces.Answer(
                new SearchPage(traces, cursor, reason.isEmpty(), reason, indexRowsRead), places.size(), known);
    }
}
