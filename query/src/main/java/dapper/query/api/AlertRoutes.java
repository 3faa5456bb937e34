// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.alerts.AlertRules;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The routes of alerts. */
final class AlertRoutes {
    private AlertRoutes() {}

    static List<Route> list(AlertRules rules, Clock clock) {
        return List.of(
                new Route("/api/v1/alerts", Set.of(), e -> e.json(new AlertsApi(e.alerts(), clock).alerts())),
                new Route(
                        "/api/v1/alerts/history",
                        AlertsApi.HISTORY,
                        e -> e.json(new AlertsApi(e.alerts(), clock)
                                .history(e.parameters(), rules.file().of(e.tenant())))),
                new Route(
                        "/api/v1/alerts/deliveries",
                        AlertsApi.HISTORY,
                        e -> e.json(new AlertsApi(e.alerts(), clock).deliveries(e.parameters()))),
                new Route(
                        "/api/v1/alerts/values",
                        AlertValuesApi.NAMES,
                        e -> e.json(new AlertValuesApi(e.calls(), rules, clock).values(e.parameters(), e.tenant()))),
                new Route("/api/v1/alert-rules", Set.of(), e -> e.json(AlertRulesView.of(rules, e.tenant()))),
                new Route(
                        "/api/v1/silences",
                        Set.of(),
                        e -> e.json(new SilencesApi(e.alerts(), clock).silences(e.caller()))),
                new Route(
                        Route.Method.POST,
                        "/api/v1/silences",
                        Set.of(),
                        e -> e.json(new SilencesApi(e.alerts(), clock).add(e.body(), e.caller()))),
                new Route(
                        Route.Method.DELETE,
                        "/api/v1/silences/{id}",
                        Set.of(),
                        e -> e.json(new SilencesApi(e.alerts(), clock).end(e.path("id")))));
    }
}
