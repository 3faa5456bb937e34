// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The traces that one answer counts: a search that accepts none of them, so that it passes on all of them, one page after
 * the other. A trace may be proposed on several pages, and is counted once. Used by one thread.
 */
final class CountedTraces implements TraceFilter {
    /** Searches of a query, each of which has the time and the index entries of a search. */
    private static final int MOST_PAGES = 3;

    private static final int MOST_TRACES = 200_000;
    private static final String ADVICE = "; choose a shorter time range, or add conditions to the query";

    private final TraceQuery candidates;
    private final UnaryOperator<List<Span>> needed;
    private final Consumer<Trace> counting;
    private final String identity;
    private final Set<TraceId> counted = new HashSet<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private long decidedAfter = Long.MAX_VALUE;
    private long indexRowsRead;

    /**
     * @param candidates proposes the traces, and more
     * @param needed see {@link TraceFilter#needed}
     * @param counting called once for each
     * @param identity see {@link TraceFilter#identity}
     */
    CountedTraces(TraceQuery candidates, UnaryOperator<List<Span>> needed, Consumer<Trace> counting, String identity) {
        this.candidates = candidates;
        this.needed = needed;
        this.counting = counting;
        this.identity = identity;
    }

    void read(TraceReader reader) {
        SearchPage page = reader.search(candidates, this);
        indexRowsRead += page.indexRowsRead();
        for (int pages = 1; page.nextCursor() != null && pages < MOST_PAGES && counted.size() < MOST_TRACES; pages++) {
            reasons.addAll(lost);
            lost.clear();
            page = reader.search(candidates.withCursor(page.nextCursor()), this);
            indexRowsRead += page.indexRowsRead();
        }
        if (page.nextCursor() != null) {
            reasons.addAll(lost);
            reasons.add("stopped after " + indexRowsRead + " index entries" + ADVICE);
        } else if (!page.complete()) {
            // Names what this page could not look at, too.
            reasons.add(page.incompleteReason());
        }
    }

    @Override
    public List<Span> needed(List<Span> spans) {
        return needed.apply(spans);
    }

    @Override
    public OptionalLong accept(Trace trace) {
        if (counted.add(trace.id())) {
            counting.accept(trace);
        }
        return OptionalLong.empty();
    }

    @Override
    public void tooLarge(TraceId traceId, int spansRead) {
        lost.add("trace " + traceId + " is too large for a search, " + spansRead + " spans of it were read");
    }

    @Override
    public void gaps(String reason) {
        lost.add(reason);
    }

    @Override
    public void decidedAfter(long unixNanos) {
        decidedAfter = unixNanos;
    }

    @Override
    public String identity() {
        return identity;
    }

    /** Returns why traces of the range were not looked at; empty if all were. */
    List<String> reasons() {
        return List.copyOf(reasons);
    }

    /**
     * Returns whether all traces with spans after this time were looked at, except those that {@link #reasons} names.
     */
    boolean areAllAfter(long unixNanos) {
        return reasons.isEmpty() || unixNanos >= decidedAfter;
    }

    long indexRowsRead() {
        return indexRowsRead;
    }
}
