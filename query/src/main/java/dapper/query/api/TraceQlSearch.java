// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.eval.UnsupportedQueryException;
import dapper.query.traceql.parse.InvalidQueryException;
import dapper.query.traceql.parse.QueryParser;
import dapper.query.traceql.syntax.Query;
import dapper.server.http.Problem;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One page of one search in TraceQL. Keeps what it finds in the traces that it accepts. Used by one thread. */
final class TraceQlSearch implements TraceFilter {
    static final String PARAMETER = "q";

    private static final int MOST_SPAN_SETS = 10;
    private static final int MOST_SPANS = 3;

    private final String canonical;
    private final CompiledQuery query;
    private final TraceQuery range;
    private final Map<TraceId, List<SpanSetView>> found = new HashMap<>();

    private TraceQlSearch(String canonical, CompiledQuery query, TraceQuery range) {
        this.canonical = canonical;
        this.query = query;
        this.range = range;
    }

    /**
     * Reads a query.
     *
     * @param range the time range and the page; its conditions are ignored
     * @throws ProblemException if the text is no valid query, or one that is not supported
     */
    static TraceQlSearch of(String text, TraceQuery range) {
        try {
            Query query = QueryParser.parse(text);
            return new TraceQlSearch(query.toString(), CompiledQuery.of(query), range);
        } catch (InvalidQueryException e) {
            throw ProblemException.badText(
                    PARAMETER,
                    String.valueOf(e.getMessage()),
                    new Problem.Syntax(e.line(), e.column(), e.expected(), e.found(), e.suggestion()));
        } catch (UnsupportedQueryException e) {
            throw ProblemException.badParameter(PARAMETER, "In this query, " + e.getMessage() + ".");
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
    public String identity() {
        return canonical;
    }

    List<SpanSetView> spanSets(TraceId traceId) {
        return found.getOrDefault(traceId, List.of());
    }
}
