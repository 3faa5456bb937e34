// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.traceql.metrics.Hints;
import dapper.query.traceql.metrics.MetricsLimits;
import dapper.query.traceql.metrics.MetricsRun;
import dapper.query.traceql.metrics.Steps;
import dapper.query.traceql.syntax.Query;
import dapper.storage.TraceReader;

/** {@code GET /api/v1/metrics/query_range}: series computed from traces, by a query in TraceQL. */
final class MetricsApi {
    /** The state of a query, taken before the first trace is read. */
    private static final long STATE_BYTES = 16L << 20;
    /** Every request has as much anyway. */
    private static final long LEAST_STATE_BYTES = 1L << 20;

    private final TraceReader reader;
    private final MetricsParameters parameters;

    MetricsApi(TraceReader reader, MetricsParameters parameters) {
        this.reader = reader;
        this.parameters = parameters;
    }

    MetricsView query(Parameters given, AnswerMemory.Share memory) {
        Steps steps = parameters.steps(given);
        int exemplars = parameters.exemplars(given);
        String text = given.required(TraceQlSearch.PARAMETER);
        // Compiled first without memory, so that a query with an error waits for nothing.
        Query query = TraceQlSearch.parse(text);
        compile(query, steps, 0, exemplars);
        MetricsRun run = compile(query, steps, memory.stateBytes(STATE_BYTES, LEAST_STATE_BYTES), exemplars);
        CountedTraces traces = new CountedTraces(run.candidates(), run.needed(), run::add, text);
        traces.read(reader);
        memory.hasRead();
        return MetricsView.of(steps, run.result(), traces);
    }

    private static MetricsRun compile(Query query, Steps steps, long stateBytes, int exemplars) {
        return TraceQlSearch.compiled(query, parsed -> run(parsed, steps, stateBytes, exemplars));
    }

    private static MetricsRun run(Query query, Steps steps, long stateBytes, int exemplars) {
        MetricsLimits limits = MetricsLimits.of(steps.count(), stateBytes, Hints.exemplars(query, exemplars));
        return MetricsRun.of(query, steps, limits);
    }
}
