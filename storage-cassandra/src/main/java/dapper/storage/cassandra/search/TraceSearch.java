// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.SearchPage;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceSummary;
import dapper.storage.cassandra.session.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One page of one search, on the caller's thread.
 *
 * <p>Traces are returned in the order of their newest matching span, newest first. The walk through the index proposes
 * traces by {@link Candidate#lastStart}, which may be later than the start of the span that matches. So a trace
 * waits until the walk has passed the start of its match. Then no later trace can belong before it.
 *
 * <p>A cursor holds the position of the walk and the trace that was returned last. The next page proposes again the
 * traces that were still waiting, but none that was returned, because traces up to the cursor are skipped. So pages
 * neither overlap nor leave anything out.
 *
 * <p>When the time is over, some traces may be read in part. The next page begins with them, unless that would not help
 * because they are so large that a page's whole time is too short. Those are returned with what has been read of them,
 * if one of their spans has matched; in any case the next pages skip them.
 */
final class TraceSearch {
    /** Traces read concurrently. */
    private static final int LOOKED_AT_ONCE = 16;
    /** Spans of a trace that cannot be read in time because of its size; others only had too little time. */
    private static final int MANY_SPANS = 5_000;

    /** A trace that matches. */
    private record Hit(long newestMatch, TraceId traceId, long proposedAt, TraceSummary summary) {}

    private record Reading(TraceLook look, CompletionStage<Boolean> isComplete) {}

    private static final Comparator<Hit> NEWEST_FIRST =
            Comparator.comparingLong(Hit::newestMatch).reversed().thenComparing(Hit::traceId);

    private final TraceQuery query;
    private final @Nullable TraceFilter wholeTraces;
    private final Cursor begin;
    private final CandidateWalk walk;
    private final SelectTrace selectTrace;
    private final SearchBudget budget;
    private final SpanFilter filter;
    private final AtomicLong freeBytes;

    private final Set<TraceId> seen;
    private final TreeSet<Hit> waiting = new TreeSet<>(NEWEST_FIRST);
    private final List<Hit> given = new ArrayList<>();
    private final List<TraceLook> unfinished = new ArrayList<>();
    private final List<TraceLook> tooLarge = new ArrayList<>();

    TraceSearch(
            TraceQuery query,
            @Nullable TraceFilter wholeTraces,
            Cursor begin,
            CandidateWalk walk,
            SelectTrace selectTrace,
            SearchBudget budget) {
        this.query = query;
        this.wholeTraces = wholeTraces;
        this.begin = begin;
        this.walk = walk;
        this.selectTrace = selectTrace;
        this.budget = budget;
        this.freeBytes = new AtomicLong(budget.memoryBytes());
        this.filter = new SpanFilter(query);
        this.seen = new HashSet<>(begin.passed());
    }

    SearchPage page() {
        String stopped = "";
        while (true) {
            look(propose());
            giveWhatIsDue();
            boolean isAtEnd = walk.peek() == null && !walk.isStopped() && unfinished.isEmpty();
            if (room() == 0 || isAtEnd) {
                break;
            }
            stopped = budget.exhausted(walk.taken());
            if (!stopped.isEmpty()) {
                break;
            }
        }
        if (begin.equals(next())) {
            passTooLarge();
        }
        @Nullable Cursor next = next();
        String reason = reason(stopped);
        if (reason.isEmpty()) {
            return answer(next, "");
        }
        if (next != null && !next.equals(begin)) {
            return answer(next, reason + "; go on with the next page, or narrow the search");
        }
        // The whole budget went into traces that still wait: the next page would end here again.
        while (room() > 0 && !waiting.isEmpty()) {
            given.add(waiting.pollFirst());
        }
        return answer(null, reason + "; narrow the search");
    }

    private SearchPage answer(@Nullable Cursor next, String stopped) {
        StringJoiner reason = new StringJoiner("; ").setEmptyValue("");
        for (String part : List.of(walk.gaps(), stopped)) {
            if (!part.isEmpty()) {
                reason.add(part);
            }
        }
        if (wholeTraces != null) {
            tooLarge.forEach(look ->
                    wholeTraces.tooLarge(look.row().traceId(), look.sketch().spans()));
            if (!walk.gaps().isEmpty()) {
                wholeTraces.gaps(walk.gaps());
            }
            wholeTraces.decidedAfter(ahead());
        }
        List<TraceSummary> traces = new ArrayList<>();
        given.forEach(hit -> traces.add(hit.summary()));
        for (TraceLook look : tooLarge) {
            if (look.newestMatch(false).isPresent()) {
                traces.add(look.sketch().summary(look.row().traceId()));
            }
        }
        return new SearchPage(
                List.copyOf(traces),
                next == null ? null : next.text(query, wholeTraces),
                reason.length() == 0,
                reason.toString(),
                walk.taken());
    }

    /** Takes rows until some traces are worth reading, or the budget is used up. */
    private List<Candidate> propose() {
        List<Candidate> proposed = new ArrayList<>();
        int wanted = Math.min(LOOKED_AT_ONCE, room());
        for (Candidate row = walk.peek(); row != null; row = walk.peek()) {
            boolean dueFirst = !waiting.isEmpty() && waiting.first().newestMatch() > row.lastStart();
            if (proposed.size() >= wanted
                    || dueFirst
                    || !budget.exhausted(walk.taken()).isEmpty()) {
                break;
            }
            walk.take();
            if (row.mayMatch() && seen.add(row.traceId())) {
                proposed.add(row);
            }
        }
        return proposed;
    }

    private void look(List<Candidate> proposed) {
        boolean inGoodTime = budget.deadline().isFarOff();
        List<Reading> readings = proposed.stream().map(this::begin).toList();
        List<Candidate> again = new ArrayList<>();
        for (Reading reading : readings) {
            if (!isComplete(reading) && reading.look().overflowed()) {
                reading.look().release();
                again.add(reading.look().row());
            } else {
                finish(reading, inGoodTime);
            }
        }
        // One at a time there may be memory for each.
        again.forEach(row -> finish(begin(row), inGoodTime));
    }

    private Reading begin(Candidate row) {
        TraceLook look = new TraceLook(row, filter, wholeTraces, freeBytes);
        return new Reading(
                look,
                selectTrace.read(
                        row.traceId(),
                        (spans, heapBytes) ->
                                look.take(spans) && !budget.deadline().isOver(),
                        budget.deadline()));
    }

    private void finish(Reading reading, boolean inGoodTime) {
        TraceLook look = reading.look();
        if (isComplete(reading)) {
            look.newestMatch(true).ifPresent(newest -> found(look, newest));
        } else if (look.overflowed() || (inGoodTime && isLarge(look))) {
            tooLarge.add(look);
        } else {
            unfinished.add(look);
        }
        look.release();
    }

    private void found(TraceLook look, long newest) {
        TraceId traceId = look.row().traceId();
        if (begin.isBefore(newest, traceId)) {
            waiting.add(new Hit(
                    newest, traceId, look.row().lastStart(), look.sketch().summary(traceId)));
        }
    }

    /** Waits until the trace is read as far as needed, or does not fit into memory, or the time is over. */
    private boolean isComplete(Reading reading) {
        try {
            return budget.deadline().await(reading.isComplete())
                    || reading.look().hasEnough();
        } catch (Deadline.TimeOverException e) {
            return false;
        }
    }

    private static boolean isLarge(TraceLook look) {
        return look.sketch().spans() >= MANY_SPANS;
    }

    private void giveWhatIsDue() {
        long ahead = ahead();
        while (room() > 0
                && !waiting.isEmpty()
                && (ahead == Long.MIN_VALUE || waiting.first().newestMatch() > ahead)) {
            given.add(waiting.pollFirst());
        }
    }

    /** Returns the latest possible start of a matching span of a later trace; the least number if there is none. */
    private long ahead() {
        long ahead = walk.ahead();
        for (TraceLook look : unfinished) {
            ahead = Math.max(ahead, look.row().lastStart());
        }
        return ahead;
    }

    /** Gives up the large unfinished traces, so that the next page can continue after them. */
    private void passTooLarge() {
        unfinished.stream().filter(TraceSearch::isLarge).forEach(tooLarge::add);
        unfinished.removeAll(tooLarge);
        giveWhatIsDue();
    }

    /** Returns the number of traces that still fit on the page. */
    private int room() {
        return query.limit() - given.size() - tooLarge.size();
    }

    /** Returns the reason why the page is incomplete; empty if it is complete. */
    private String reason(String stopped) {
        StringJoiner reason = new StringJoiner("; ");
        if (!stopped.isEmpty()) {
            reason.add(stopped);
        }
        for (TraceLook look : tooLarge) {
            reason.add("trace " + look.row().traceId() + " is too large for "
                    + (look.overflowed() ? "the memory of a search" : "this time") + ", "
                    + look.sketch().spans() + " spans of it were read");
        }
        return reason.toString();
    }

    /** Returns null if nothing is left. */
    private @Nullable Cursor next() {
        long position = ahead();
        if (position == Long.MIN_VALUE && waiting.isEmpty()) {
            return null;
        }
        for (Hit hit : waiting) {
            position = Math.max(position, hit.proposedAt());
        }
        List<TraceId> passed = new ArrayList<>(begin.passed());
        tooLarge.forEach(look -> passed.add(look.row().traceId()));
        if (given.isEmpty()) {
            return new Cursor(position, begin.newestMatch(), begin.traceId(), passed);
        }
        Hit last = given.get(given.size() - 1);
        return new Cursor(position, last.newestMatch(), last.traceId(), passed);
    }
}
