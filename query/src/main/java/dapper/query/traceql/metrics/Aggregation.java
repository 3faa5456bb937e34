// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.traceql.eval.SelectedSpan;
import dapper.query.traceql.eval.SelectedSpans;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.Printer;
import dapper.query.traceql.syntax.ValueType;
import dapper.storage.Attributes;
import dapper.storage.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * A metrics function over the spans of one pipeline: takes trace after trace, and gives series at the end. Used by one
 * thread.
 */
abstract class Aggregation {
    private static final double NANOS_OF_A_SECOND = 1e9;

    private final SelectedSpans spans;
    private final Steps steps;
    private boolean any;

    /** @param values of each span, see {@link SelectedSpan} */
    Aggregation(MetricsExpression.Source source, List<? extends FieldExpression> values, Steps steps) {
        this.spans = SelectedSpans.of(source.spans(), values);
        this.steps = steps;
    }

    SelectedSpans spans() {
        return spans;
    }

    Steps steps() {
        return steps;
    }

    /** Returns whether a span of the trace was selected. */
    boolean add(Trace trace, TraceWeight weight) {
        any = false;
        spans.in(trace, steps.fromUnixNanos(), steps.untilUnixNanos(), span -> {
            any = true;
            add(span, steps.pointOf(span.span().startUnixNanos()), weight);
        });
        endTrace(weight);
        return any;
    }

    abstract void add(SelectedSpan span, int point, TraceWeight weight);

    abstract void endTrace(TraceWeight weight);

    abstract List<Series> series();

    /** Reads the labels from the first values of a span. */
    static Attributes labels(SelectedSpan span, List<String> names) {
        if (names.isEmpty()) {
            return Attributes.EMPTY;
        }
        Object[] labels = new Object[2 * names.size()];
        for (int i = 0; i < names.size(); i++) {
            labels[2 * i] = names.get(i);
            labels[2 * i + 1] = span.label(i);
        }
        return Attributes.ofFlat(labels);
    }

    static List<String> names(List<Field> by) {
        return by.stream().distinct().map(Printer::print).toList();
    }

    static List<Field> values(List<Field> by, List<Field> more) {
        List<Field> all = new ArrayList<>(by.stream().distinct().toList());
        all.addAll(more);
        return all;
    }

    /** Durations are computed in nanoseconds, which have no fractions, and shown in seconds. */
    static double unit(Field field) {
        boolean isDuration = field instanceof Intrinsic intrinsic && intrinsic.type() == ValueType.DURATION;
        return isDuration ? NANOS_OF_A_SECOND : 1;
    }

    static List<Exemplar> inUnit(List<Exemplar> exemplars, double unit) {
        return exemplars.stream().map(exemplar -> exemplar.dividedBy(unit)).toList();
    }
}
