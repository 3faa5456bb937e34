// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.Condition;
import dapper.query.alerts.rule.Limit;
import dapper.query.alerts.rule.Metric;
import dapper.query.alerts.rule.Observation;
import dapper.query.alerts.rule.Unusual;
import dapper.query.alerts.rule.Window;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.SpansetExpression;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The viewer's page with the traces that show an alert: those whose spans are the rule's bad calls. */
final class TraceSearchLink {
    private static final long LEAST_LEAD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MOST_LEAD_NANOS = TimeUnit.HOURS.toNanos(1);

    private TraceSearchLink() {}

    /** Returns path and query of the page for an evaluation. Calls count when they have ended, and spans are found by their start. */
    static String path(AlertRule rule, Window.Range range, Observation seen) {
        long start = range.start() - leadNanos(rule.condition(), seen);
        return "/search?q=" + encoded(query(rule, seen).toString()) + "&start=" + encoded(time(start)) + "&end="
                + encoded(time(range.end()));
    }

    /** Returns a duration that calls of the window are known to have. */
    private static long leadNanos(Condition condition, Observation seen) {
        double nanos = 0;
        if (condition instanceof Condition.Threshold threshold) {
            nanos = durationOf(threshold.metric(), seen.value());
        } else if (condition instanceof Unusual unusual) {
            nanos = durationOf(unusual.metric(), seen.value());
        } else if (condition instanceof Condition.Change change) {
            nanos = durationOf(change.metric(), seen.against() * (1 + seen.value()));
        } else if (condition instanceof Condition.BurnRate burn && burn.latencyNanos() != null) {
            nanos = burn.latencyNanos();
        }
        // NaN is 0.
        return LEAST_LEAD_NANOS + Math.min(MOST_LEAD_NANOS, (long) nanos);
    }

    private static double durationOf(Metric metric, double value) {
        return switch (metric.kind()) {
            case QUANTILE -> value;
            case APDEX -> 4 * metric.parameter();
            case RATE, ERROR_RATIO -> 0;
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String time(long unixNanos) {
        return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(unixNanos)).toString();
    }

    static Query query(AlertRule rule, Observation seen) {
        List<FieldExpression> conditions = new ArrayList<>(TargetSpans.conditions(rule.target()));
        addBad(rule.condition(), seen, conditions);
        FieldExpression all = conditions.stream()
                .reduce((left, right) -> FieldExpression.logical(BinaryOperator.AND, left, right))
                .orElseThrow();
        return new Query(new Pipeline(List.of(new SpansetExpression.Filter(all))), List.of());
    }

    private static void addBad(Condition condition, Observation seen, List<FieldExpression> conditions) {
        if (condition instanceof Condition.BurnRate burn) {
            Long latency = burn.latencyNanos();
            conditions.add(latency == null ? failed() : failedOrLonger(latency));
        } else if (condition instanceof Condition.Threshold threshold) {
            addBad(threshold.metric(), threshold.limit(), conditions);
        } else if (condition instanceof Unusual unusual) {
            Limit limit = unusual.limitOf(seen);
            if (limit != null) {
                addBad(unusual.metric(), limit, conditions);
            }
        } else if (condition instanceof Condition.Change change && !Double.isNaN(seen.against())) {
            double changed = seen.against() * (1 + change.limit().value());
            addBad(change.metric(), new Limit(change.limit().above(), changed), conditions);
        }
    }

    private static void addBad(Metric metric, Limit limit, List<FieldExpression> conditions) {
        if (metric.kind() == Metric.Kind.ERROR_RATIO && limit.above()) {
            conditions.add(failed());
        } else if (metric.kind() == Metric.Kind.APDEX && !limit.above()) {
            conditions.add(failedOrLonger((long) metric.parameter()));
        } else if (metric.kind() == Metric.Kind.QUANTILE) {
            conditions.add(
                    duration(limit.above() ? BinaryOperator.GREATER : BinaryOperator.LESS, (long) limit.value()));
        }
    }

    private static FieldExpression failed() {
        return new FieldExpression.Binary(
                BinaryOperator.EQUAL, Intrinsic.SPAN_STATUS, new Literal.StatusValue(Literal.Status.ERROR));
    }

    private static FieldExpression failedOrLonger(long nanos) {
        return FieldExpression.logical(BinaryOperator.OR, failed(), duration(BinaryOperator.GREATER, nanos));
    }

    private static FieldExpression duration(BinaryOperator operator, long nanos) {
        return new FieldExpression.Binary(operator, Intrinsic.SPAN_DURATION, new Literal.Duration(nanos));
    }
}
