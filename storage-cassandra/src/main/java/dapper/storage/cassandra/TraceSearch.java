// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.SearchPage;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One page of one search, on the caller's thread.
 *
 * <p>Traces are given in the order of their newest matching span, newest first. The walk through the index proposes traces
 * by {@code last_start}, the newest span of a segment, which may be later than the span that matches. So a trace waits
 * until the walk has passed the start of its match: no trace that is still to come can then belong before it.
 *
 * <p>A cursor says where to walk on and which trace was given last. Traces that were proposed but still waited are
 * proposed again there; those given already are not, because their newest match is not after the cursor. So pages
 * neither overlap nor leave anything out.
 */
final class TraceSearch {
    /** Traces looked at together. */
    private static final int LOOKED_AT_ONCE = 16;

    /** A trace that matches. */
    private record Hit(long newestMatch, TraceId traceId, long proposedAt, TraceSummary summary) {}

    private static final Comparator<Hit> NEWEST_FIRST =
            Comparator.comparingLong(Hit::newestMatch).reversed().thenComparing(Hit::traceId);

    private final TraceQuery query;
    private final Cursor begin;
    private final SegmentWalk walk;
    private final SelectTrace selectTrace;
    private final SearchBudget budget;
    private final SpanFilter filter;

    private final Set<TraceId> seen = new HashSet<>();
    private final TreeSet<Hit> waiting = new TreeSet<>(NEWEST_FIRST);
    private final List<Hit> given = new ArrayList<>();

    TraceSearch(TraceQuery query, Cursor begin, SegmentWalk walk, SelectTrace selectTrace, SearchBudget budget) {
        this.query = query;
        this.begin = begin;
        this.walk = walk;
        this.selectTrace = selectTrace;
        this.budget = budget;
        this.filter = new SpanFilter(query);
    }

    SearchPage page() {
        String stopped = "";
        while (true) {
            List<Candidate> proposed = propose();
            look(proposed);
            giveWhatIsDue();
            if (given.size() == query.limit() || walk.peek() == null) {
                break;
            }
            stopped = budget.exhausted(walk.taken());
            if (!stopped.isEmpty()) {
                break;
            }
        }
        @Nullable Cursor next = next();
        if (stopped.isEmpty()) {
            return answer(next, "");
        }
        if (next == null || !next.equals(begin)) {
            return answer(next, stopped + "; go on with the next page, or narrow the search");
        }
        // All of the budget went into traces that still wait: to go on from here would end here again.
        while (given.size() < query.limit() && !waiting.isEmpty()) {
            given.add(waiting.pollFirst());
        }
        return answer(null, stopped + "; narrow the search");
    }

    private SearchPage answer(@Nullable Cursor next, String stopped) {
        return new SearchPage(
                given.stream().map(Hit::summary).toList(),
                next == null ? null : next.text(query),
                stopped.isEmpty(),
                stopped,
                walk.taken());
    }

    /** Takes rows until some traces are worth a look, or the budget asks for a pause. */
    private List<Candidate> propose() {
        List<Candidate> proposed = new ArrayList<>();
        int wanted = Math.min(LOOKED_AT_ONCE, query.limit() - given.size());
        for (Candidate row = walk.peek(); row != null; row = walk.peek()) {
            boolean dueFirst = !waiting.isEmpty() && waiting.first().newestMatch() > row.lastStart();
            if (proposed.size() >= wanted
                    || dueFirst
                    || !budget.exhausted(walk.taken()).isEmpty()) {
                break;
            }
            walk.take();
            if (row.firstStart() < query.endUnixNanos()
                    && Outline.mayMatch(row.outline(), query)
                    && seen.add(row.traceId())) {
                proposed.add(row);
            }
        }
        return proposed;
    }

    private void look(List<Candidate> proposed) {
        List<CompletionStage<@Nullable Hit>> looks = new ArrayList<>();
        for (Candidate row : proposed) {
            TraceSketch sketch = new TraceSketch(filter);
            looks.add(selectTrace.read(row.traceId(), sketch::add).thenApply(any -> hit(row, sketch)));
        }
        for (CompletionStage<@Nullable Hit> look : looks) {
            Hit hit = look.toCompletableFuture().join();
            if (hit != null && begin.isBefore(hit.newestMatch(), hit.traceId())) {
                waiting.add(hit);
            }
        }
    }

    private static @Nullable Hit hit(Candidate row, TraceSketch sketch) {
        return sketch.matched()
                ? new Hit(sketch.newestMatch(), row.traceId(), row.lastStart(), sketch.summary(row.traceId()))
                : null;
    }

    private void giveWhatIsDue() {
        Candidate ahead = walk.peek();
        while (given.size() < query.limit()
                && !waiting.isEmpty()
                && (ahead == null || waiting.first().newestMatch() > ahead.lastStart())) {
            given.add(waiting.pollFirst());
        }
    }

    /** Null if nothing is left. */
    private @Nullable Cursor next() {
        Candidate ahead = walk.peek();
        if (ahead == null && waiting.isEmpty()) {
            return null;
        }
        long position = ahead == null ? Long.MIN_VALUE : ahead.lastStart();
        for (Hit hit : waiting) {
            position = Math.max(position, hit.proposedAt());
        }
        if (given.isEmpty()) {
            return new Cursor(position, begin.newestMatch(), begin.traceId());
        }
        Hit last = given.get(given.size() - 1);
        return new Cursor(position, last.newestMatch(), last.traceId());
    }
}
