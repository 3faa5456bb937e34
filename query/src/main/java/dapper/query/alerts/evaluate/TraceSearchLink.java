// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.Condition;
import dapper.query.alerts.rule.Limit;
import dapper.query.alerts.rule.Metric;
import dapper.query.alerts.rule.Observation;
import dapper.query.alerts.rule.Target;
import dapper.query.alerts.rule.Unusual;
import dapper.query.alerts.rule.Window;
import dapper.query.traceql.syntax.Attribute;
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
    private TraceSearchLink() {}

    /** Returns path and query of the page for an evaluation. */
    static String path(AlertRule rule, Window.Range range, Observation seen) {
        return "/search?q=" + encoded(query(rule, seen).toString()) + "&start=" + encoded(time(range.start())) + "&end="
                + encoded(time(range.end()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String time(long unixNanos) {
        return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(unixNanos)).toString();
    }

    static Query query(AlertRule rule, Observation seen) {
        List<FieldExpression> conditions = new ArrayList<>();
        addTarget(rule.target(), conditions);
        addBad(rule.condition(), seen, conditions);
        FieldExpression all = conditions.stream()
                .reduce((left, right) -> FieldExpression.logical(BinaryOperator.AND, left, right))
                .orElseThrow();
        return new Query(new Pipeline(List.of(new SpansetExpression.Filter(all))), List.of());
    }

    private static void addTarget(Target target, List<FieldExpression> conditions) {
        conditions.add(equal(Attribute.of(Attribute.Scope.RESOURCE, "service.name"), text(target.service())));
        if (!target.operation().isEmpty()) {
            conditions.add(equal(Intrinsic.SPAN_NAME, text(target.operation())));
        }
        if (target.callee().isEmpty()) {
            conditions.add(notOfKind(Literal.Kind.CLIENT));
            conditions.add(notOfKind(Literal.Kind.PRODUCER));
        } else {
            conditions.add(callee(target.callee()));
        }
    }

    private static FieldExpression notOfKind(Literal.Kind kind) {
        return new FieldExpression.Binary(BinaryOperator.NOT_EQUAL, Intrinsic.SPAN_KIND, new Literal.KindValue(kind));
    }

    /** A peer is {@code host:port}, or system and name of a database or of a queue. */
    private static FieldExpression callee(String peer) {
        int blank = peer.indexOf(' ');
        if (blank < 0) {
            int colon = peer.lastIndexOf(':');
            return equal(ofSpan("server.address"), text(colon < 0 ? peer : peer.substring(0, colon)));
        }
        Literal name = text(peer.substring(blank + 1));
        return FieldExpression.logical(
                BinaryOperator.OR,
                equal(ofSpan("db.namespace"), name),
                equal(ofSpan("messaging.destination.name"), name));
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
        } else if (condition instanceof Condition.Change change
                && change.metric().kind() == Metric.Kind.ERROR_RATIO) {
            conditions.add(failed());
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
        return equal(Intrinsic.SPAN_STATUS, new Literal.StatusValue(Literal.Status.ERROR));
    }

    private static FieldExpression failedOrLonger(long nanos) {
        return FieldExpression.logical(BinaryOperator.OR, failed(), duration(BinaryOperator.GREATER, nanos));
    }

    private static FieldExpression duration(BinaryOperator operator, long nanos) {
        return new FieldExpression.Binary(operator, Intrinsic.SPAN_DURATION, new Literal.Duration(nanos));
    }

    private static Attribute ofSpan(String name) {
        return Attribute.of(Attribute.Scope.SPAN, name);
    }

    private static Literal text(String value) {
        return new Literal.Text(value);
    }

    private static FieldExpression equal(FieldExpression field, Literal value) {
        return new FieldExpression.Binary(BinaryOperator.EQUAL, field, value);
    }
}
