// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.SamplingProbability;
import dapper.query.analysis.SelfTime;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.VaryingParts;
import dapper.query.analysis.explain.Explanation.Operation;
import dapper.query.analysis.explain.ExplanationRun;
import dapper.query.analysis.pattern.PathPart;
import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.eval.SelectedSpans;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.storage.Extent;
import dapper.storage.NoValue;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceQuery;
import java.util.List;

/** Finds the side of each trace, and adds what it has to the comparison. Used by one thread. */
final class ExplainedTraces {
    /** A longer text may be cut, and a query would not find it. */
    private static final int LONGEST_TEXT = 999;

    private static final SelectedSpans EVERY_SPAN =
            SelectedSpans.of(new Pipeline(List.of(new SpansetExpression.Filter(new Literal.Bool(true)))), List.of());

    private final CompiledQuery base;
    private final CompiledQuery selected;
    private final TraceQuery range;
    private final ExplainApi.Selection selection;

    ExplainedTraces(CompiledQuery base, CompiledQuery selected, TraceQuery range, ExplainApi.Selection selection) {
        this.base = base;
        this.selected = selected;
        this.range = range;
        this.selection = selection;
    }

    TraceQuery candidates() {
        return base.candidates(range);
    }

    void add(Trace trace, ExplanationRun run) {
        CompiledQuery.OnTrace onTrace = base.on(trace);
        boolean isOfBase =
                onTrace.newestIn(range.startUnixNanos(), range.endUnixNanos()).isPresent()
                        && onTrace.match(1, 1).isPresent();
        if (!isOfBase) {
            return;
        }
        Extent extent = new Extent();
        trace.spans().forEach(extent::add);
        boolean isSelected = selection.isInRange(extent.startUnixNanos())
                && selected.on(trace).match(1, 1).isPresent();
        double weight = 1 / SamplingProbability.of(trace).orElse(1);
        if (run.begin(isSelected, weight, extent.durationNanos())) {
            addValues(trace, run);
            addSelfTimes(trace, run);
        }
    }

    /** The name of a span says little without its service. */
    private static void addValues(Trace trace, ExplanationRun run) {
        String name = Intrinsic.SPAN_NAME.text();
        EVERY_SPAN.in(trace, Long.MIN_VALUE, Long.MAX_VALUE, span -> {
            run.value(name, new Operation(span.span().serviceName(), span.span().name()));
            span.facts((field, value) -> {
                if (!field.equals(name)) {
                    addValue(field, value, run);
                }
            });
            span.factsOfEvents((field, value) -> addValue(field, value, run));
        });
    }

    private static void addValue(String field, Object value, ExplanationRun run) {
        if (value instanceof List<?> list) {
            list.forEach(element -> addValue(field, element, run));
        } else if (value instanceof Double number ? Double.isFinite(number) : value != NoValue.NONE) {
            if (!(value instanceof String text) || text.length() <= LONGEST_TEXT) {
                run.value(field, value);
            }
        }
    }

    private static void addSelfTimes(Trace trace, ExplanationRun run) {
        TraceTree tree = TraceTree.of(trace);
        long[] self = SelfTime.of(tree);
        for (int i = 0; i < self.length; i++) {
            Span span = tree.nodes().get(i).span();
            if (span != null) {
                run.selfTime(new PathPart(span.serviceName(), VaryingParts.removed(span.name())), self[i]);
            }
        }
    }
}
