// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.alerts.AlertDelivery;
import dapper.storage.alerts.AlertNotice;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts after {@code 1700000000}, a file of rules and a silence. */
final class SomeAlerts {
    static final String RULES = """
            receivers:
              - name: team
                type: slack
                url: https://hooks.example/secret
            rules:
              - name: FrontIsSlow
                service: front
                metric: p99
                above: 500ms
            """;

    /** It lasts an hour. */
    static String silence() {
        return """
                {"matchers": [{"name": "service", "value": "fr.*", "isRegex": true}],
                 "endsAt": "%s", "comment": "load test", "createdBy": "ada"}
                """.formatted(Instant.now().plus(Duration.ofHours(1)));
    }

    private static final long T0 = 1_700_000_040_000_000_000L;

    private SomeAlerts() {}

    static AlertState firing() {
        return of("FrontIsSlow", AlertPhase.FIRING, new AlertTimes(T0, T0, 0, T0, T0, T0), 812e6);
    }

    static AlertState pending() {
        return of("FrontFails", AlertPhase.PENDING, new AlertTimes(T0 + 1, 0, 0, T0, T0, T0), Double.NaN);
    }

    static AlertDelivery failedDelivery() {
        return new AlertDelivery(T0 + 2, "team", "FrontIsSlow", "firing", List.of("FrontIsSlow"), "it answered 503");
    }

    private static AlertState of(String name, AlertPhase phase, AlertTimes times, double value) {
        return new AlertState(
                name,
                phase,
                times,
                value,
                1_234,
                new AlertNotice(
                        name,
                        Map.of("alertname", name, "service", "front", "severity", "page"),
                        Map.of("value", "812ms"),
                        "/search?q=x",
                        List.of("team")),
                Map.of());
    }
}
