// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.alerts.deliver.Receivers;
import dapper.query.api.Readers;
import dapper.query.testing.InMemoryAlerts;
import dapper.query.testing.InMemoryCalls;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query service with a rules file evaluates and delivers by itself. */
class AlertingServerTest {
    private static final String RULES = """
            receivers:
              - {name: hook, type: webhook, url: '%s'}
            rules:
              - {name: Silent, service: nobody, metric: no-data, window: 1m}
            """;

    @Test
    void notifiesAndCounts(@TempDir Path folder) throws Exception {
        Readers readers = new Readers(new InMemoryTraces(), new InMemoryCalls(), new InMemoryAlerts());
        try (Receivers receivers = new Receivers();
                ServerProcess process = new ServerProcess()) {
            Path rules = Files.writeString(folder.resolve("alerts.yaml"), RULES.formatted(receivers.url("/hook")));
            try (QueryService service =
                    QueryService.start(process, readers, "dapper.query.alerts.rules", rules.toString())) {
                Receivers.Taken taken = receivers.next();

                assertThat(taken.body().at("/alerts/0/labels/alertname").asText())
                        .isEqualTo("Silent");
                assertThat(taken.body().at("/alerts/0/generatorURL").asText()).startsWith(service.url("/search?q="));
                awaitMetric(
                        service, "dapper_query_alert_deliveries_total{outcome=\"delivered\",receiver=\"hook\"} 1.0\n");
                assertThat(service.get("/metrics").body())
                        .contains("dapper_query_alert_evaluation_failures_total 0.0\n")
                        .contains("dapper_query_alert_rules_refused 0.0\n")
                        .contains("dapper_query_alert_evaluations_total ")
                        .contains("dapper_query_alert_evaluation_duration_seconds ");
            }
        }
    }

    private static void awaitMetric(QueryService service, String line) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!service.get("/metrics").body().contains(line)) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
        }
    }
}
