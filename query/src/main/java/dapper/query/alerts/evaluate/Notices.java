// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.Observation;
import dapper.query.alerts.rule.Window;
import dapper.storage.alerts.AlertNotice;
import java.util.HashMap;
import java.util.Map;

/** Makes the texts of alerts. */
final class Notices {
    private Notices() {}

    /** @param until time up to which calls were looked at */
    static AlertNotice of(AlertRule rule, Observation seen, long until) {
        Window window = rule.condition().windows().get(0);
        Map<String, String> annotations = new HashMap<>(rule.annotations());
        if (!Double.isNaN(seen.value())) {
            annotations.put("value", rule.condition().format(seen.value()));
        }
        annotations.putAll(rule.condition().explain(seen));
        annotations.putIfAbsent(
                "summary", rule.target().text() + ": " + rule.condition().text());
        return new AlertNotice(
                rule.name(),
                rule.labels(),
                annotations,
                TraceSearchLink.path(rule, window.at(until), seen),
                rule.receivers());
    }
}
