// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.alerts.AlertRules;
import dapper.query.alerts.RulesInForce;
import dapper.query.alerts.rule.AlertRule;
import dapper.storage.Tenant;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The routes of alerts. */
final class AlertRoutes {
    private final AlertRules rules;
    private final Function<Tenant, Readers> readers;
    private final Clock clock;

    private AlertRoutes(AlertRules rules, Function<Tenant, Readers> readers, Clock clock) {
        this.rules = rules;
        this.readers = readers;
        this.clock = clock;
    }

    /**
     * Makes the routes.
     *
     * @param rules those of the file
     * @param readers the readers of a tenant
     */
    static List<Route> list(AlertRules rules, Function<Tenant, Readers> readers, Clock clock) {
        return new AlertRoutes(rules, readers, clock).list();
    }

    private List<Route> list() {
        return List.of(
                new Route("/api/v1/alerts", Set.of(), e -> e.json(ofAlerts(e).alerts())),
                new Route(
                        "/api/v1/alerts/history",
                        AlertsApi.HISTORY,
                        e -> e.json(ofAlerts(e).history(e.parameters(), inForce(e)))),
                new Route(
                        "/api/v1/alerts/deliveries",
                        AlertsApi.HISTORY,
                        e -> e.json(ofAlerts(e).deliveries(e.parameters()))),
                new Route(
                        "/api/v1/alerts/values",
                        AlertValuesApi.NAMES,
                        e -> e.json(new AlertValuesApi(e.calls(), inForce(e), clock)
                                .values(e.parameters(), new CallMemory(e.share())))),
                new Route(
                        "/api/v1/alert-rules", Set.of(), e -> e.json(ofRules(e).list(e.caller()))),
                new Route(
                        Route.Method.POST,
                        "/api/v1/alert-rules",
                        Set.of(),
                        e -> e.json(ofRules(e).add(e.body(), e.caller()))),
                Route.ofBody(
                        "/api/v1/alert-rules/preview",
                        Set.of(),
                        e -> e.json(ofRules(e).preview(e.body(), e.calls(), new CallMemory(e.share()), e.caller()))),
                new Route(
                        Route.Method.PUT,
                        "/api/v1/alert-rules/{name}",
                        Set.of(),
                        e -> e.json(ofRules(e).put(e.path("name"), e.body(), e.header("If-Match"), e.caller()))),
                new Route(
                        Route.Method.DELETE,
                        "/api/v1/alert-rules/{name}",
                        Set.of(),
                        e -> e.json(ofRules(e).delete(e.path("name"), e.header("If-Match"), e.caller()))),
                new Route(
                        "/api/v1/silences", Set.of(), e -> e.json(ofSilences(e).silences(e.caller()))),
                new Route(
                        Route.Method.POST,
                        "/api/v1/silences",
                        Set.of(),
                        e -> e.json(ofSilences(e).add(e.body(), e.caller()))),
                new Route(
                        Route.Method.DELETE,
                        "/api/v1/silences/{id}",
                        Set.of(),
                        e -> e.json(ofSilences(e).end(e.path("id")))));
    }

    private AlertsApi ofAlerts(Exchange exchange) {
        return new AlertsApi(exchange.alerts(), clock);
    }

    private AlertRulesApi ofRules(Exchange exchange) {
        return new AlertRulesApi(
                rules, exchange.alerts(), () -> readers.apply(Tenant.DEFAULT).alerts(), clock);
    }

    private SilencesApi ofSilences(Exchange exchange) {
        return new SilencesApi(exchange.alerts(), clock);
    }

    private List<AlertRule> inForce(Exchange exchange) {
        return RulesInForce.of(
                        rules.file(), exchange.tenant(), exchange.alerts().rules())
                .rules();
    }
}
