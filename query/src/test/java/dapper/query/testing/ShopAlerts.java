// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.query.alerts.evaluate.Evaluation;
import dapper.query.alerts.evaluate.EvaluationCounts;
import dapper.query.alerts.rule.RuleFileException;
import dapper.query.alerts.rule.RuleFileReader;
import dapper.storage.alerts.AlertDelivery;
import dapper.storage.alerts.LabelMatcher;
import dapper.storage.alerts.LabelMatcher.Operator;
import dapper.storage.alerts.Silence;
import dapper.storage.calls.CallReader;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Alerts on the calls of {@link ShopCalls}: real evaluations of the last minutes, with deliveries and silences beside them. */
public final class ShopAlerts {
    /** The latencies of the shop are above and below these limits for sure. */
    public static final String RULES = """
            receivers:
              - {name: on-call, type: webhook, url: 'http://127.0.0.1:1/page'}
              - {name: chat, type: slack, url: 'http://127.0.0.1:1/secret'}
            rules:
              - name: CartIsSlow
                service: front
                operation: GET /cart/{id}
                metric: p99
                above: 1ms
                severity: page
                labels: {team: shop}
                annotations: {runbook: 'https://wiki.example/cart'}
              - name: CheckoutFails
                service: front
                operation: POST /checkout
                metric: error-ratio
                above: 90%
                severity: page
              - name: StockIsSlow
                service: inventory
                metric: p95
                above: 60ms
                for: 2m
                receivers: [chat]
              - name: JobsAreMany
                service: worker
                metric: rate
                above: 0.01
                for: 6h
                severity: ticket
              - name: Availability
                service: front
                slo: {objective: 99.9%}
              - name: CheckoutIsUnusual
                service: checkout
                metric: p95
                anomaly: {}
            """;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private ShopAlerts() {}

    /** Evaluates the rules once a minute from one time to another, in nanoseconds since 1970. */
    public static void evaluate(InMemoryAlerts alerts, CallReader calls, long from, long to) {
        try {
            InMemoryAlerts made = new InMemoryAlerts();
            Evaluation evaluation = new Evaluation(calls, made, 0, new EvaluationCounts());
            for (long at = from; at <= to; at += MINUTE) {
                evaluation.run(RuleFileReader.read(RULES).rules(), at);
            }
            alerts.copy(made);
        } catch (RuleFileException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds deliveries, the last of which has failed, and a silence of what is pending. */
    public static void deliver(InMemoryAlerts alerts, long now) {
        alerts.write(new AlertDelivery(now - 9 * MINUTE, "chat", "CartIsSlow", "firing", List.of("CartIsSlow"), ""));
        alerts.write(new AlertDelivery(
                now - 8 * MINUTE,
                "on-call",
                "CartIsSlow",
                "firing",
                List.of("CartIsSlow"),
                "no connection could be made"));
        alerts.write(new Silence(
                new UUID(1, 1),
                List.of(
                        new LabelMatcher("service", Operator.EQUAL, "worker"),
                        new LabelMatcher("severity", Operator.MATCHES_NOT, "page|sms")),
                now - 5 * MINUTE,
                now + 60 * MINUTE,
                "import of old orders",
                "ada"));
    }
}
