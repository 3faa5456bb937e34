// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts;

import dapper.query.alerts.deliver.DeliveryCounts;
import dapper.query.alerts.evaluate.EvaluationCounts;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The metrics of alerts. */
final class AlertMetrics {
    private AlertMetrics() {}

    static void register(
            AlertRules rules, EvaluationCounts evaluations, DeliveryCounts deliveries, PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("dapper_query_alert_evaluations")
                .help("Rules that this process has evaluated, once for each end of their windows.")
                .callback(callback -> callback.call((double) evaluations.evaluations()))
                .register(registry);
        CounterWithCallback.builder()
                .name("dapper_query_alert_evaluation_failures")
                .help("Rules that could not be evaluated, because calls or states could not be read or written.")
                .callback(callback -> callback.call((double) evaluations.failures()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("dapper_query_alert_evaluation_duration_seconds")
                .help("Duration of the last pass over all rules.")
                .callback(callback -> callback.call(evaluations.lastSeconds()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("dapper_query_alert_rules_refused")
                .help("1 if the present content of the rules file is not in force, because it has a mistake.")
                .callback(callback -> callback.call(rules.error() == null ? 0 : 1))
                .register(registry);
        CounterWithCallback.builder()
                .name("dapper_query_alert_deliveries")
                .help("Attempts to notify a receiver.")
                .labelNames("receiver", "outcome")
                .callback(callback -> deliveries.forEach(
                        (key, count) -> callback.call((double) count, key.receiver(), key.outcome())))
                .register(registry);
    }
}
