// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.SearchPage;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search in another order than that of storage. Reads the pages of storage one after the other, and keeps the
 * traces that are first in the order: as many as a page has, whatever the search finds. Of the others it keeps the place only, for
 * {@link OrderedPage}. A cursor is a place, so that each page can be read without what was kept. Used by one thread.
 */
final class SortedTraces {
    static final int MOST_TRACES = 50_000;
    /** The last search of storage may begin at the end of this time, and has its own. */
    static final long MOST_NANOS = 20_000_000_000L;
    /** Heap of a trace that is kept, with up to thirty spans that match. */
    private static final long BYTES_OF_A_TRACE = 4_096;

    /** The last page of storage may go beyond the most traces. */
    private static final int MOST_PLACES = MOST_TRACES + TraceQuery.MAX_LIMIT;

    private static final String ADVICE = ", so others may come before these; narrow the search";

    private final TraceQlSearch search;
    private final TraceOrder order;
    private final LongSupplier nanoTime;
    private final TreeMap<TraceOrder.Place, TraceSummary> kept;
    private final List<String> reasons = new ArrayList<>();
    private final List<TraceOrder.Place> places = new ArrayList<>();
    private boolean keepsPlaces;
    private int found;
    private long indexRowsRead;

    /**
     * @param found traces that match, of those looked at
     * @param order for further pages; null if there are none, or if there was no memory for it
     */
    record Answer(SearchPage page, int found, SortedOrders.@Nullable Order order) {}

    SortedTraces(TraceQlSearch search, TraceOrder order, LongSupplier nanoTime) {
        this.search = search;
        this.order = order;
        this.nanoTime = nanoTime;
        this.kept = new TreeMap<>(order.comparator());
    }

    /**
     * @param range its limit is that of this page, its cursor a text of {@link TraceOrder#cursor} or null
     * @throws IllegalArgumentException if the cursor is another text
     */
    Answer read(TraceReader reader, TraceQuery range, AnswerMemory.Share memory) {
        TraceOrder.@Nullable Place after = range.cursor() == null ? null : order.place(range.cursor());
        long bytes = memory.stateBytes(range.limit() * BYTES_OF_A_TRACE, BYTES_OF_A_TRACE);
        int limit = (int) (bytes / BYTES_OF_A_TRACE);
        keepsPlaces = memory.claim(MOST_PLACES * SortedOrders.BYTES_OF_A_PLACE) == AnswerMemory.Claim.GRANTED;
        TraceQuery all = search.candidates().withLimit(TraceQuery.MAX_LIMIT);
        long begun = nanoTime.getAsLong();
        @Nullable String next = null;
        do {
            SearchPage page = reader.search(all.withCursor(next), search);
            next = page.nextCursor();
            add(page, after, limit);
        } while (next != null && found < MOST_TRACES && nanoTime.getAsLong() - begun < MOST_NANOS);
        if (next != null) {
            reasons.add("stopped after " + found + " traces that match");
        }
        return answer(limit);
    }

    private void add(SearchPage page, TraceOrder.@Nullable Place after, int limit) {
        found += page.traces().size();
        indexRowsRead += page.indexRowsRead();
        for (TraceSummary trace : page.traces()) {
            TraceOrder.Place place = order.placeOf(trace);
            if (keepsPlaces) {
                places.add(place);
            }
            if (after == null || order.comparator().compare(place, after) > 0) {
                kept.put(place, trace);
                // One more shows that there is another page.
                if (kept.size() > limit + 1) {
                    kept.pollLastEntry();
                }
            }
        }
        Set<TraceId> ids = new HashSet<>();
        kept.values().forEach(trace -> ids.add(trace.traceId()));
        search.forgetOthers(ids);
        List<String> lost = search.takeLosses();
        // The reason of a page that others follow is that it stopped early, which has no consequence here.
        if (page.nextCursor() != null) {
            reasons.addAll(lost);
        } else if (!page.complete()) {
            reasons.add(page.incompleteReason());
        }
    }

    private Answer answer(int limit) {
        List<TraceSummary> traces = kept.values().stream().limit(limit).toList();
        String cursor = kept.size() > limit ? order.cursor(order.placeOf(traces.get(limit - 1))) : null;
        String reason = reasons.isEmpty() ? "" : String.join("; ", reasons) + ADVICE;
        return new Answer(
                new SearchPage(traces, cursor, reason.isEmpty(), reason, indexRowsRead),
                found,
                cursor != null && keepsPlaces ? new SortedOrders.Order(sortedPlaces(), reason) : null);
    }

    private List<TraceOrder.Place> sortedPlaces() {
        places.sort(order.comparator());
        return List.copyOf(places);
    }
}
