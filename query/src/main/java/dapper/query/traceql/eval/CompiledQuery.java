// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.Stage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.predicate.Predicate;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A TraceQL search, ready to run. Safe for many threads. */
public final class CompiledQuery {
    /** Asks for the newest traces first, which every search here returns. */
    private static final String MOST_RECENT = "most_recent";

    private final PipelineRun pipeline;
    private final @Nullable Selector anchor;
    private final Predicate predicate;
    private final Map<Field, SpanValue> selected;
    private final NeededDetails needed;
    private final boolean withTree;
    private final boolean spanBySpan;

    private CompiledQuery(Pipeline pipeline) {
        FieldCompiler fields = new FieldCompiler();
        this.pipeline = new StageCompiler(fields).compile(pipeline);
        SpansetExpression anchoring = Anchor.of(pipeline);
        this.anchor = anchoring == null ? null : new SelectorCompiler(fields).compile(anchoring);
        this.predicate = anchoring == null ? Predicate.ALL : Pushdown.of(anchoring);
        this.selected = selected(pipeline, fields);
        this.needed = fields.needed();
        this.withTree = fields.needsTree();
        this.spanBySpan = selectsByCondition(pipeline) && !fields.needsTrace();
    }

    /** @throws UnsupportedQueryException if the query is no search, or has a part that is not supported */
    public static CompiledQuery of(Query query) {
        if (!(query.body() instanceof Pipeline pipeline)) {
            throw new UnsupportedQueryException(
                    "metrics functions such as rate() compute series, which /api/v1/metrics/query_range answers; end the"
                            + " query before the function to find its traces");
        }
        for (Query.Hint hint : query.hints()) {
            if (!hint.name().equals(MOST_RECENT) || !(hint.value() instanceof Literal.Bool)) {
                throw new UnsupportedQueryException("the hint " + hint.name() + " is not supported; leave it out");
            }
        }
        return new CompiledQuery(pipeline);
    }

    private static boolean selectsByCondition(Pipeline pipeline) {
        return pipeline.stages().get(0) instanceof SpansetExpression.Filter
                && pipeline.stages().stream().skip(1).allMatch(Stage.Select.class::isInstance);
    }

    private static Map<Field, SpanValue> selected(Pipeline pipeline, FieldCompiler fields) {
        Map<Field, SpanValue> selected = new LinkedHashMap<>();
        for (Stage stage : pipeline.stages()) {
            if (stage instanceof Stage.Select select) {
                select.fields().forEach(field -> selected.put(field, fields.field(field)));
            }
        }
        return selected;
    }

    /** Returns a query of the index that proposes every trace of the range which this query finds, and more. */
    public TraceQuery candidates(TraceQuery range) {
        return Pushdown.within(range, predicate);
    }

    /** Returns the spans of a trace without the details that the query does not read; it runs on them alike. */
    public List<Span> needed(List<Span> spans) {
        return needed.of(spans);
    }

    /** Returns whether the query can run on the spans of a trace one by one: {@link #growing}. */
    public boolean isSpanBySpan() {
        return spanBySpan;
    }

    /**
     * Begins to run on a trace whose spans are not known yet. Only for a query that {@link #isSpanBySpan}.
     *
     * @param startUnixNanos of the time range, inclusive
     * @param endUnixNanos exclusive
     * @param mostSpans spans to list
     */
    public GrowingMatch growing(TraceId traceId, long startUnixNanos, long endUnixNanos, int mostSpans) {
        return new GrowingMatch(spans -> on(new Trace(traceId, spans)), startUnixNanos, endUnixNanos, mostSpans);
    }

    /** Lays out a trace, so that the query can run on it. */
    public OnTrace on(Trace trace) {
        return new OnTrace(LaidOutTrace.of(trace, withTree));
    }

    /** The query and one trace. Used by one thread. */
    public final class OnTrace {
        private final LaidOutTrace trace;

        private OnTrace(LaidOutTrace trace) {
            this.trace = trace;
        }

        /**
         * Runs the query.
         *
         * @param mostSets span sets to list
         * @param mostSpans spans to list of each
         * @return empty if the query does not find the trace
         */
        public Optional<TraceMatch> match(int mostSets, int mostSpans) {
            List<SpanGroup> groups = pipeline.run(trace, List.of(SpanGroup.of(trace.all())));
            return groups.isEmpty()
                    ? Optional.empty()
                    : Optional.of(TraceMatch.of(trace, groups, selected, mostSets, mostSpans));
        }

        /** Runs the query and returns the spans of all its span sets, by identity. */
        public Set<Span> spans() {
            Set<Span> all = Collections.newSetFromMap(new IdentityHashMap<>());
            for (SpanGroup group : pipeline.run(trace, List.of(SpanGroup.of(trace.all())))) {
                group.places().stream().mapToObj(trace::span).forEach(all::add);
            }
            return all;
        }

        /**
         * Returns the start of the newest span for which the trace belongs to a time range; empty if none starts in it.
         * These are the spans that the first stage selects: of two sides of {@code &&}, those of the side that the index
         * can find better.
         *
         * @param startUnixNanos inclusive
         * @param endUnixNanos exclusive
         */
        public OptionalLong newestIn(long startUnixNanos, long endUnixNanos) {
            return (anchor == null
                            ? trace.all()
                            : anchor.select(trace, trace.all()).places())
                    .stream()
                            .mapToLong(place -> trace.span(place).startUnixNanos())
                            .filter(start -> start >= startUnixNanos && start < endUnixNanos)
                            .max();
        }
    }
}
