// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.eval.GrowingMatch;
import dapper.query.traceql.eval.UnsupportedQueryException;
import dapper.query.traceql.parse.InvalidQueryException;
import dapper.query.traceql.parse.QueryParser;
import dapper.query.traceql.syntax.Query;
import dapper.server.http.Problem;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One search, or a page of it. Keeps what it finds in the traces that it accepts. Used by one thread. */
final class TraceQlSearch implements TraceFilter {
    static final String PARAMETER = "q";

    private static final int MOST_SPAN_SETS = 10;
    private static final int MOST_SPANS = 3;

    private final String canonical;
    private final CompiledQuery query;
    private final TraceQuery range;
    private final Map<TraceId, List<SpanSetView>> found = new HashMap<>();
    private final List<String> losses = new ArrayList<>();

    private TraceQlSearch(String canonical, CompiledQuery query, TraceQuery range) {
        this.canonical = canonical;
        this.query = query;
        this.range = range;
    }

    /**
     * Reads the query, or the filters that stand for one.
     *
     * @param range the time range and the page
     * @throws ProblemException if the text is no valid query, or one that is not supported
     */
    static TraceQlSearch of(Parameters given, TraceQuery range) {
        String text = given.text(PARAMETER);
        if (text == null) {
            return of(FilterQuery.of(given), range);
        }
        for (String filter : FilterQuery.FILTERS) {
            if (!given.all(filter).isEmpty()) {
                throw ProblemException.badParameter(
                        filter, filter + " cannot stand beside q: write the condition into the query.");
            }
        }
        return of(parse(text), range);
    }

    private static TraceQlSearch of(Query query, TraceQuery range) {
        return new TraceQlSearch(query.toString(), compiled(query), range);
    }

    /** @throws ProblemException if it is not supported */
    static CompiledQuery compiled(Query query) {
        return compiled(query, PARAMETER);
    }

    /**
     * @param parameter with the query
     * @throws ProblemException if it is not supported
     */
    static CompiledQuery compiled(Query query, String parameter) {
        return compiled(query, parameter, CompiledQuery::of);
    }

    /** @throws ProblemException if it is not supported */
    static <T> T compiled(Query query, Function<Query, T> compile) {
        return compiled(query, PARAMETER, compile);
    }

    private static <T> T compiled(Query query, String parameter, Function<Query, T> compile) {
        try {
            return compile.apply(query);
        } catch (UnsupportedQueryException e) {
            throw ProblemException.badParameter(parameter, "In this query, " + e.getMessage() + ".");
        }
    }

    /** @throws ProblemException if the text is no valid query */
    static Query parse(String text) {
        return parse(text, PARAMETER);
    }

    /**
     * @param parameter with the text
     * @throws ProblemException if the text is no valid query
     */
    static Query parse(String text, String parameter) {
        try {
            return QueryParser.parse(text);
        } catch (InvalidQueryException e) {
            throw ProblemException.badText(
                    parameter,
                    String.valueOf(e.getMessage()),
                    new Problem.Syntax(e.line(), e.column(), e.expected(), e.found(), e.suggestion()));
        }
    }

    TraceQuery candidates() {
        return query.candidates(range);
    }

    @Override
    public OptionalLong accept(Trace trace) {
        CompiledQuery.OnTrace run = query.on(trace);
        OptionalLong newest = run.newestIn(range.startUnixNanos(), range.endUnixNanos());
        if (newest.isEmpty()) {
            return newest;
        }
        return run.match(MOST_SPAN_SETS, MOST_SPANS)
                .map(match -> {
                    found.put(trace.id(), SpanSetView.of(match));
                    return newest;
                })
                .orElse(OptionalLong.empty());
    }

    @Override
    public List<Span> needed(List<Span> spans) {
        return query.needed(spans);
    }

    @Override
    public @Nullable SpanBySpan spanBySpan(TraceId traceId) {
        return query.isSpanBySpan()
                ? new Growing(traceId, query.growing(traceId, range.startUnixNanos(), range.endUnixNanos(), MOST_SPANS))
                : null;
    }

    private final class Growing implements SpanBySpan {
        private final TraceId traceId;
        private final GrowingMatch match;

        Growing(TraceId traceId, GrowingMatch match) {
            this.traceId = traceId;
            this.match = match;
        }

        @Override
        public boolean add(List<Span> spans) {
            match.add(spans);
            return true;
        }

        @Override
        public OptionalLong newest() {
            OptionalLong newest = match.newest();
            if (newest.isPresent()) {
                match.match().ifPresent(spans -> found.put(traceId, SpanSetView.of(spans)));
            }
            return newest;
        }
    }

    @Override
    public String identity() {
        return canonical;
    }

    @Override
    public void tooLarge(TraceId traceId, int spansRead) {
        losses.add("trace " + traceId + " is too large for a search, " + spansRead + " spans of it were read");
    }

    @Override
    public void gaps(String reason) {
        losses.add(reason);
    }

    /** Returns what the pages since the last call could not look at. */
    List<String> takeLosses() {
        List<String> taken = List.copyOf(losses);
        losses.clear();
        return taken;
    }

    /** Forgets the spans found in other traces than these. */
    void forgetOthers(Set<TraceId> kept) {
        found.keySet().retainAll(kept);
    }

    List<SpanSetView> spanSets(TraceId traceId) {
        return found.getOrDefault(traceId, List.of());
    }
}
