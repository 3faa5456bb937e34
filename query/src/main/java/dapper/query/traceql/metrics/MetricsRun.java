// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.traceql.eval.SelectedSpans;
import dapper.query.traceql.eval.UnsupportedQueryException;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.query.traceql.syntax.Query;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceQuery;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** One metrics query on its way: {@link #add} every trace once, then ask for the {@link #result}. Used by one thread. */
public final class MetricsRun {
    /** Each takes as much work for a trace as a search. */
    private static final int MOST_SOURCES = 16;

    private final MetricsExpression expression;
    private final Steps steps;
    private final State state;
    private final IdentityHashMap<MetricsExpression.Source, Aggregation> aggregations = new IdentityHashMap<>();
    private final List<Aggregation> inOrder = new ArrayList<>();
    private long traces;
    private long tracesWithoutProbability;

    private MetricsRun(MetricsExpression expression, Steps steps, MetricsLimits limits) {
        this.expression = expression;
        this.steps = steps;
        this.state = new State(limits);
        addSources(expression);
    }

    /**
     * Begins a query.
     *
     * @param steps the points, and with them the time range
     * @throws UnsupportedQueryException if the query is a search, or has a part that is not supported
     */
    public static MetricsRun of(Query query, Steps steps, MetricsLimits limits) {
        if (!(query.body() instanceof MetricsExpression expression)) {
            throw new UnsupportedQueryException(
                    "a metrics function is missing: end it with one such as | rate(), or search for its traces");
        }
        return new MetricsRun(expression, steps, limits);
    }

    private void addSources(MetricsExpression part) {
        if (part instanceof MetricsExpression.Source source) {
            if (inOrder.size() == MOST_SOURCES) {
                throw new UnsupportedQueryException("there are more than " + MOST_SOURCES + " metrics functions");
            }
            Aggregation aggregation = aggregation(source);
            aggregations.put(source, aggregation);
            inOrder.add(aggregation);
        } else if (part instanceof MetricsExpression.Then then) {
            addSources(then.input());
        } else if (part instanceof MetricsExpression.Arithmetic arithmetic) {
            addSources(arithmetic.left());
            addSources(arithmetic.right());
        }
    }

    private Aggregation aggregation(MetricsExpression.Source source) {
        MetricsFunction function = source.function();
        if (function instanceof MetricsFunction.Rate rate) {
            return Totals.rate(source, rate, steps, state);
        }
        if (function instanceof MetricsFunction.CountOverTime count) {
            return Totals.count(source, count, steps, state);
        }
        if (function instanceof MetricsFunction.OverTime over) {
            return Totals.overTime(source, over, steps, state);
        }
        if (function instanceof MetricsFunction.QuantileOverTime quantile) {
            return new Quantiles(source, quantile, steps, state);
        }
        if (function instanceof MetricsFunction.HistogramOverTime histogram) {
            return Totals.histogram(source, histogram, steps, state);
        }
        MetricsFunction.Compare compare = (MetricsFunction.Compare) function;
        if (compare.endNanos() < compare.startNanos()) {
            throw new UnsupportedQueryException("the window of compare() ends before it starts");
        }
        return new Comparison(source, compare, steps, state);
    }

    /** Returns a query of the index that proposes every trace that counts, and more. */
    public TraceQuery candidates() {
        TraceQuery range = TraceQuery.between(steps.fromUnixNanos(), steps.untilUnixNanos());
        return SelectedSpans.candidates(inOrder.stream().map(Aggregation::spans).toList(), range);
    }

    /** Returns what leaves spans without the details that do not count. */
    public UnaryOperator<List<Span>> needed() {
        return inOrder.stream().anyMatch(Comparison.class::isInstance)
                ? UnaryOperator.identity()
                : SelectedSpans.needed(inOrder.stream().map(Aggregation::spans).toList());
    }

    /** Counts a whole trace. */
    public void add(Trace trace) {
        TraceWeight weight = TraceWeight.of(trace);
        boolean any = false;
        for (Aggregation aggregation : inOrder) {
            any |= aggregation.add(trace, weight);
        }
        if (any) {
            traces++;
            tracesWithoutProbability += TraceWeight.isKnown(trace) ? 0 : 1;
        }
    }

    public MetricsResult result() {
        List<Series> all = new ArrayList<>(series(expression));
        if (!isComparison()) {
            all.sort(Series.IN_ORDER);
        }
        int most = Math.min(all.size(), state.limits().series());
        state.leaveOut(all.size() - most);
        return new MetricsResult(
                Exemplars.atMost(state.limits().exemplars(), all.subList(0, most)),
                state.limitsHit(),
                traces,
                tracesWithoutProbability);
    }

    /** Its series have an order of their own. */
    private boolean isComparison() {
        return expression instanceof MetricsExpression.Source source
                && source.function() instanceof MetricsFunction.Compare;
    }

    private List<Series> series(MetricsExpression part) {
        if (part instanceof MetricsExpression.Source source) {
            return Objects.requireNonNull(aggregations.get(source)).series();
        }
        if (part instanceof MetricsExpression.Then then) {
            return SecondStages.apply(then.stage(), series(then.input()));
        }
        MetricsExpression.Arithmetic arithmetic = (MetricsExpression.Arithmetic) part;
        if (arithmetic.left() instanceof MetricsExpression.Constant constant) {
            return SeriesArithmetic.withConstant(
                    arithmetic.operator(), number(constant), true, series(arithmetic.right()));
        }
        if (arithmetic.right() instanceof MetricsExpression.Constant constant) {
            return SeriesArithmetic.withConstant(
                    arithmetic.operator(), number(constant), false, series(arithmetic.left()));
        }
        return SeriesArithmetic.of(arithmetic.operator(), series(arithmetic.left()), series(arithmetic.right()));
    }

    private static double number(MetricsExpression.Constant constant) {
        Literal.Numeric value = constant.value();
        return SecondStages.number(value);
    }
}
