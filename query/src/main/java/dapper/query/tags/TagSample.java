// SPDX-License-Identifier: Apache-2.0
package dapper.query.tags;

import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.eval.TraceMatch;
import dapper.query.traceql.eval.TraceMatch.MatchedSpan;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The spans that a query selects in the newest traces of a time range. The work is bounded: so many traces, and so many
 * spans of each. Spans arrive on several threads, one at a time.
 */
public final class TagSample implements TraceFilter {
    static final int MOST_TRACES = 50;
    private static final int MOST_SPANS = 2_000;
    private static final int MOST_SPAN_SETS = 100;

    private final CompiledQuery query;
    private final TraceQuery range;
    private final Consumer<MatchedSpan> seen;
    private final Set<TraceId> traces = new HashSet<>();
    private boolean cut;

    private TagSample(CompiledQuery query, TraceQuery range, Consumer<MatchedSpan> seen) {
        this.query = query;
        this.range = range;
        this.seen = seen;
    }

    /**
     * The extent of the sample.
     *
     * @param incompleteReason empty if the sample has all spans; else a sentence
     */
    public record Extent(int traces, String incompleteReason) {}

    /**
     * Reads a sample.
     *
     * @param range its conditions and its page are ignored
     * @param seen called with one span at a time
     */
    static Extent read(TraceReader reader, CompiledQuery query, TraceQuery range, Consumer<MatchedSpan> seen) {
        TagSample sample = new TagSample(query, range, seen);
        TraceQuery page =
                TraceQuery.between(range.startUnixNanos(), range.endUnixNanos()).withLimit(MOST_TRACES);
        SearchPage found = reader.search(query.candidates(page), sample);
        int traces = sample.traces();
        if (!found.complete()) {
            return new Extent(traces, "Not all traces were read: " + found.incompleteReason() + ".");
        }
        if (found.nextCursor() != null) {
            return new Extent(traces, "Only the newest " + traces + " traces were read.");
        }
        return new Extent(
                traces, sample.isCut() ? "Only the first " + MOST_SPANS + " spans of a large trace were read." : "");
    }

    private synchronized int traces() {
        return traces.size();
    }

    private synchronized boolean isCut() {
        return cut;
    }

    private synchronized void cut() {
        cut = true;
    }

    @Override
    public OptionalLong accept(Trace trace) {
        return take(trace);
    }

    private synchronized OptionalLong take(Trace spans) {
        CompiledQuery.OnTrace run = query.on(spans);
        OptionalLong newest = run.newestIn(range.startUnixNanos(), range.endUnixNanos());
        if (newest.isEmpty()) {
            return newest;
        }
        Optional<TraceMatch> match = run.match(MOST_SPAN_SETS, MOST_SPANS);
        if (match.isPresent() && !traces.contains(spans.id()) && traces.size() == MOST_TRACES) {
            // A search looks ahead.
            return newest;
        }
        match.ifPresent(found -> traces.add(spans.id()));
        match.ifPresent(found -> found.spanSets().forEach(set -> set.spans().forEach(seen)));
        return match.isPresent() ? newest : OptionalLong.empty();
    }

    @Override
    public @Nullable SpanBySpan spanBySpan(TraceId traceId) {
        return query.isSpanBySpan() ? new OfTrace(traceId) : null;
    }

    private final class OfTrace implements SpanBySpan {
        private final TraceId traceId;
        private OptionalLong newest = OptionalLong.empty();
        private int read;

        OfTrace(TraceId traceId) {
            this.traceId = traceId;
        }

        @Override
        public boolean add(List<Span> spans) {
            OptionalLong start = take(new Trace(traceId, spans));
            if (newest.isEmpty() || (start.isPresent() && start.getAsLong() > newest.getAsLong())) {
                newest = start;
            }
            read += spans.size();
            if (read >= MOST_SPANS) {
                cut();
            }
            return read < MOST_SPANS;
        }

        @Override
        public OptionalLong newest() {
            return newest;
        }
    }

    @Override
    public String identity() {
        return "tags";
    }
}
