// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.explain.Explanation;
import dapper.query.analysis.explain.ExplanationRun;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/explain}: the differences between selected traces and the rest of those that a query finds. */
final class ExplainApi {
    static final Set<String> NAMES =
            Set.of("q", "selected", "selectedStart", "selectedEnd", "start", "end", "lookback");

    private static final String SELECTED = "selected";
    private static final Query EVERY_TRACE =
            new Query(new Pipeline(List.of(new SpansetExpression.Filter(new Literal.Bool(true)))), List.of());
    /** Memory for the counts, claimed before the first trace is read. */
    private static final long STATE_BYTES = 16L << 20;
    /** Every request has as much anyway. */
    private static final long LEAST_STATE_BYTES = 1L << 20;

    private final TraceReader reader;
    private final SearchParameters parameters;

    ExplainApi(TraceReader reader, SearchParameters parameters) {
        this.reader = reader;
        this.parameters = parameters;
    }

    ExplainView explain(Parameters given, AnswerMemory.Share memory) {
        TraceQuery range = parameters.range(given);
        Query base = query(given, TraceQlSearch.PARAMETER);
        Selection selection = selection(given);
        ExplainedTraces explained = new ExplainedTraces(
                TraceQlSearch.compiled(base, TraceQlSearch.PARAMETER),
                TraceQlSearch.compiled(selection.query(), SELECTED),
                range,
                selection);
        ExplanationRun run = new ExplanationRun(memory.stateBytes(STATE_BYTES, LEAST_STATE_BYTES));
        CountedTraces traces = new CountedTraces(
                explained.candidates(),
                UnaryOperator.identity(),
                trace -> explained.add(trace, run),
                base + " and " + selection);
        traces.read(reader);
        Explanation explanation = run.result();
        memory.hasRead();
        return ExplainView.of(range, base, selection, explanation, traces.reasons());
    }

    private static Query query(Parameters given, String parameter) {
        String text = given.text(parameter);
        return text == null ? EVERY_TRACE : TraceQlSearch.parse(text, parameter);
    }

    private static Selection selection(Parameters given) {
        Long start = given.parsed("selectedStart", TimeText::unixNanos);
        Long end = given.parsed("selectedEnd", TimeText::unixNanos);
        if (given.text(SELECTED) == null && start == null && end == null) {
            throw ProblemException.badParameter(
                    SELECTED,
                    "The parameter selected is missing: give a condition such as { trace:duration > 1s }, or a time"
                            + " range with selectedStart and selectedEnd.");
        }
        if (start != null && end != null && start >= end) {
            throw ProblemException.badParameter("selectedStart", "selectedStart must be before selectedEnd.");
        }
        return new Selection(query(given, SELECTED), start, end);
    }

    /**
     * The selected traces: those that the query finds and that start in the time range.
     *
     * @param startUnixNanos inclusive; null for any start
     * @param endUnixNanos exclusive; null for any start
     */
    record Selection(
            Query query,
            @Nullable Long startUnixNanos,
            @Nullable Long endUnixNanos) {
        boolean hasTimeRange() {
            return startUnixNanos != null || endUnixNanos != null;
        }

        boolean isInRange(long unixNanos) {
            return (startUnixNanos == null || unixNanos >= startUnixNanos)
                    && (endUnixNanos == null || unixNanos < endUnixNanos);
        }
    }
}
