// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.alerts.AlertRules;
import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.RuleFile;
import dapper.storage.Tenant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/alert-rules}: the rules in force at this query service.
 *
 * @param configured whether there is a rules file
 * @param error why the present content of the file is not in force; null if it is
 * @param receivers without their URLs
 */
record AlertRulesView(boolean configured, @Nullable String error, List<ReceiverView> receivers, List<RuleView> rules) {
    /** Other tenants do not see the text of a file that is not theirs alone. */
    private static final String SOME_ERROR = "the rules file has a mistake, so the previous rules are in force";

    record ReceiverView(String name, String type) {}

    /** One alert that may fire. */
    record RuleView(
            String alert,
            String rule,
            String calls,
            String condition,
            String forTime,
            String keepFiringFor,
            Map<String, String> labels,
            Map<String, String> annotations,
            List<String> receivers) {
        static RuleView of(AlertRule rule) {
            return new RuleView(
                    rule.id(),
                    rule.name(),
                    rule.target().text(),
                    rule.condition().text(),
                    rule.timing().forText(),
                    rule.timing().keepText(),
                    new TreeMap<>(rule.labels()),
                    new TreeMap<>(rule.annotations()),
                    rule.receivers());
        }
    }

    static AlertRulesView of(AlertRules rules, Tenant tenant) {
        RuleFile file = rules.file();
        String error = rules.error();
        return new AlertRulesView(
                rules.configured(),
                error == null || tenant.equals(Tenant.DEFAULT) ? error : SOME_ERROR,
                file.receivers().stream()
                        .map(each -> new ReceiverView(each.name(), each.type().text()))
                        .toList(),
                file.of(tenant).stream().map(RuleView::of).toList());
    }
}
