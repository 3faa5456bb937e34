// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.SpansetExpression.And;
import dapper.query.traceql.syntax.SpansetExpression.Negation;
import dapper.query.traceql.syntax.Stage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceQuery;
import dapper.storage.predicate.Predicate;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The spans that a pipeline selects, of all of its span sets, each span once. Safe for many threads.
 *
 * <p>The pipeline runs on the whole trace, and the time range holds for each selected span by itself. So here the index
 * must find every trace of which any selected span starts in the range, where a search asks for the spans of {@link
 * Anchor} only.
 */
public final class SelectedSpans {
    private final PipelineRun pipeline;
    private final List<SpanValue> values;
    private final Predicate predicate;
    private final NeededDetails needed;
    private final boolean withTree;

    private SelectedSpans(Pipeline pipeline, List<? extends FieldExpression> values) {
        FieldCompiler fields = new FieldCompiler();
        this.pipeline = new StageCompiler(fields).compile(pipeline);
        this.values = values.stream().map(fields::compile).toList();
        this.predicate = predicate(pipeline);
        this.needed = fields.needed();
        this.withTree = fields.needsTree();
    }

    /**
     * Compiles a pipeline.
     *
     * @param values expressions whose values {@link SelectedSpan} gives
     * @throws UnsupportedQueryException if the pipeline has a part that is not supported
     */
    public static SelectedSpans of(Pipeline pipeline, List<? extends FieldExpression> values) {
        return new SelectedSpans(pipeline, values);
    }

    private static Predicate predicate(Pipeline pipeline) {
        Stage first = pipeline.stages().get(0);
        return first instanceof SpansetExpression expression ? predicate(expression) : Predicate.ALL;
    }

    /** A negation selects no spans. A stage that selects none at all keeps every span. */
    private static Predicate predicate(SpansetExpression expression) {
        if (expression instanceof And and && and.right() instanceof Negation) {
            return predicate(and.left());
        }
        if (expression instanceof And and && and.left() instanceof Negation) {
            return predicate(and.right());
        }
        return Pushdown.of(expression);
    }

    /**
     * Returns a query of the index that proposes every trace in which one of these pipelines selects a span of the range,
     * and more.
     *
     * @param all at least one
     */
    public static TraceQuery candidates(List<SelectedSpans> all, TraceQuery range) {
        Predicate[] predicates = all.stream().map(spans -> spans.predicate).toArray(Predicate[]::new);
        return Pushdown.within(range, Predicate.or(predicates));
    }

    /**
     * Returns what leaves spans without the details that none of these pipelines and their values read. {@link
     * SelectedSpan#facts} and {@link SelectedSpan#factsOfEvents} need all.
     */
    public static UnaryOperator<List<Span>> needed(List<SelectedSpans> all) {
        return NeededDetails.anyOf(all.stream().map(spans -> spans.needed).toList())::of;
    }

    /**
     * Runs the pipeline on a trace.
     *
     * @param fromUnixNanos earliest start of a span, inclusive
     * @param untilUnixNanos latest start of a span, exclusive
     * @param each called for each selected span that starts in this range; what it is given is valid during the call
     */
    public void in(Trace trace, long fromUnixNanos, long untilUnixNanos, Consumer<SelectedSpan> each) {
        LaidOutTrace laidOut = LaidOutTrace.of(trace, withTree);
        BitSet selected = new BitSet();
        pipeline.run(laidOut, List.of(SpanGroup.of(laidOut.all()))).forEach(group -> selected.or(group.places()));
        selected.stream()
                .filter(place -> laidOut.span(place).startUnixNanos() >= fromUnixNanos
                        && laidOut.span(place).startUnixNanos() < untilUnixNanos)
                .forEach(place -> each.accept(new SelectedSpan(laidOut, place, values)));
    }
}
