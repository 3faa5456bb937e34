// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.parse.QueryParser;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceQuery;
import java.util.OptionalLong;

/** Decides on whole traces, as the query service does, whichever index has proposed them. Safe for many threads. */
final class Verifier implements TraceFilter {
    private static final int MOST_SPAN_SETS = 10;
    private static final int MOST_SPANS = 3;

    private final QueryClass query;
    private final CompiledQuery compiled;

    Verifier(QueryClass query) {
        this.query = query;
        this.compiled = CompiledQuery.of(QueryParser.parse(query.traceQl()));
    }

    TraceQuery candidates() {
        return compiled.candidates(TraceQuery.between(query.from(), query.to()).withLimit(QueryClass.TRACES));
    }

    @Override
    public OptionalLong accept(Trace trace) {
        CompiledQuery.OnTrace run = compiled.on(trace);
        OptionalLong newest = run.newestIn(query.from(), query.to());
        return newest.isPresent() && run.match(MOST_SPAN_SETS, MOST_SPANS).isPresent() ? newest : OptionalLong.empty();
    }

    @Override
    public String identity() {
        return query.traceQl();
    }
}
