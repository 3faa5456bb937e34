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
import java.util.StringJoiner;
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
 *
 * <p>When the time is over, some traces may be read in part. The next page begins with them, unless that would not help
 * because they are so large that a page's whole time is too short. Those are given with what is known of them, if a
 * span of theirs has matched; either way the next pages pass them.
 */
final class TraceSearch {
    /** Traces looked at together. */
    private static final int LOOKED_AT_ONCE = 16;
    /** Spans of a trace that cannot be read in time because of its size; others only had too little time. */
    private static final int MANY_SPANS = 5_000;

    /** A trace that matches. */
    private record Hit(long newestMatch, TraceId traceId, long proposedAt, TraceSummary summary) {}

    /** A trace that is being read. */
    private record Look(Candidate row, TraceSketch sketch, CompletionStage<Boolean> reading) {
        @Nullable
        Hit hit() {
            return sketch.matched()
                    ? new Hit(sketch.newestMatch(), row.traceId(), row.lastStart(), sketch.summary(row.traceId()))
                    : null;
        }
    }

    private static final Comparator<Hit> NEWEST_FIRST =
            Comparator.comparingLong(Hit::newestMatch).reversed().thenComparing(Hit::traceId);

    private final TraceQuery query;
    private final Cursor begin;
    private final SegmentWalk walk;
    private final SelectTrace selectTrace;
    private final SearchBudget budget;
    private final SpanFilter filter;

    private final Set<TraceId> seen;
    private final TreeSet<Hit> waiting = new TreeSet<>(NEWEST_FIRST);
    private final List<Hit> given = new ArrayList<>();
    private final List<Look> unfinished = new ArrayList<>();
    private final List<Look> tooLarge = new ArrayList<>();

    TraceSearch(TraceQuery query, Cursor begin, SegmentWalk walk, SelectTrace selectTrace, SearchBudget budget) {
        this.query = query;
        this.begin = begin;
        this.walk = walk;
        this.selectTrace = selectTrace;
        this.budget = budget;
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
        // All of the budget went into traces that still wait: to go on from here would end here again.
        while (room() > 0 && !waiting.isEmpty()) {
            given.add(waiting.pollFirst());
        }
        return answer(null, reason + "; narrow the search");
    }

    private SearchPage answer(@Nullable Cursor next, String stopped) {
        List<TraceSummary> traces = new ArrayList<>();
        given.forEach(hit -> traces.add(hit.summary()));
        for (Look look : tooLarge) {
            Hit hit = look.hit();
            if (hit != null) {
                traces.add(hit.summary());
            }
        }
        return new SearchPage(
                List.copyOf(traces), next == null ? null : next.text(query), stopped.isEmpty(), stopped, walk.taken());
    }

    /** Takes rows until some traces are worth a look, or the budget asks for a pause. */
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
        List<Look> looks = proposed.stream().map(this::begin).toList();
        for (Look look : looks) {
            if (isFinished(look)) {
                Hit hit = look.hit();
                if (hit != null && begin.isBefore(hit.newestMatch(), hit.traceId())) {
                    waiting.add(hit);
                }
            } else if (inGoodTime && isLarge(look)) {
                tooLarge.add(look);
            } else {
                unfinished.add(look);
            }
        }
    }

    private Look begin(Candidate row) {
        TraceSketch sketch = new TraceSketch(filter);
        return new Look(
                row,
                sketch,
                selectTrace.read(
                        row.traceId(),
                        (spans, heapBytes) -> {
                            spans.forEach(sketch::add);
                            return !budget.deadline().isOver();
                        },
                        budget.deadline()));
    }

    /** Waits until the trace is read, or the time is over. */
    private boolean isFinished(Look look) {
        try {
            return budget.deadline().await(look.reading());
        } catch (Deadline.TimeOverException e) {
            return false;
        }
    }

    private static boolean isLarge(Look look) {
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

    /** The latest that a matching span of a trace which is not known yet may start; the least number if there is none. */
    private long ahead() {
        long ahead = walk.ahead();
        for (Look look : unfinished) {
            ahead = Math.max(ahead, look.row().lastStart());
        }
        return ahead;
    }

    /** Gives up the large ones among the unfinished, so that the next page can go on behind them. */
    private void passTooLarge() {
        unfinished.stream().filter(TraceSearch::isLarge).forEach(tooLarge::add);
        unfinished.removeAll(tooLarge);
        giveWhatIsDue();
    }

    /** Traces for which there is room on the page. */
    private int room() {
        return query.limit() - given.size() - tooLarge.size();
    }

    /** Why the page is not complete, empty if it is. */
    private String reason(String stopped) {
        StringJoiner reason = new StringJoiner("; ");
        if (!stopped.isEmpty()) {
            reason.add(stopped);
        }
        for (Look look : tooLarge) {
            reason.add("trace " + look.row().traceId() + " is too large for this time, "
                    + look.sketch().spans() + " spans of it were read");
        }
        return reason.toString();
    }

    /** Null if nothing is left. */
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
