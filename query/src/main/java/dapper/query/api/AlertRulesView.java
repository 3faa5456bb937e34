// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.alerts.AlertRules;
import dapper.query.alerts.RulesInForce;
import dapper.query.alerts.rule.AlertRule;
import dapper.server.auth.Caller;
import dapper.server.auth.Scope;
import dapper.storage.Tenant;
import dapper.storage.alerts.StoredRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/alert-rules}: the rules in force at this query service.
 *
 * @param configured whether there is a rules file
 * @param error why the present content of the file is not in force; null if it is
 * @param mayWrite whether the caller may write rules
 * @param receivers without their URLs
 * @param refused rules of the API that are not in force
 */
record AlertRulesView(
        boolean configured,
        @Nullable String error,
        boolean mayWrite,
        List<ReceiverView> receivers,
        List<RuleView> rules,
        List<RefusedView> refused) {
    /** Other tenants do not see the text of a file that is not theirs alone. */
    private static final String SOME_ERROR = "the rules file has a mistake, so the previous rules are in force";

    record ReceiverView(String name, String type) {}

    /**
     * A rule of the API that is not in force.
     *
     * @param definition null if it is no JSON
     * @param version of the definition, for {@code If-Match}
     */
    record RefusedView(String rule, String reason, @Nullable JsonNode definition, String version) {}

    /**
     * One alert that may fire.
     *
     * @param origin {@code file} or {@code api}
     * @param definition a rule of the API as it was written; null for one of the file
     * @param author the caller that has written it last; null for one of the file
     * @param version of the definition, for {@code If-Match}; null for a rule of the file
     */
    record RuleView(
            String alert,
            String rule,
            String calls,
            String condition,
            String forTime,
            String keepFiringFor,
            Map<String, String> labels,
            Map<String, String> annotations,
            List<String> receivers,
            String origin,
            @Nullable JsonNode definition,
            @Nullable String author,
            @Nullable String version) {
        static RuleView of(AlertRule rule, @Nullable StoredRule stored) {
            return new RuleView(
                    rule.id(),
                    rule.name(),
                    rule.target().text(),
                    rule.condition().text(),
                    rule.timing().forText(),
                    rule.timing().keepText(),
                    new TreeMap<>(rule.labels()),
                    new TreeMap<>(rule.annotations()),
                    rule.receivers(),
                    stored == null ? "file" : "api",
                    stored == null ? null : RuleBody.ofText(stored.text()),
                    stored == null ? null : stored.author(),
                    stored == null ? null : RuleVersion.of(stored));
        }
    }

    static AlertRulesView of(AlertRules rules, RulesInForce inForce, Caller caller) {
        String error = rules.error();
        return new AlertRulesView(
                rules.configured(),
                error == null || caller.tenant().equals(Tenant.DEFAULT) ? error : SOME_ERROR,
                caller.may(Scope.ADMIN),
                rules.file().receivers().stream()
                        .map(each -> new ReceiverView(each.name(), each.type().text()))
                        .toList(),
                inForce.rules().stream()
                        .map(rule -> RuleView.of(rule, inForce.stored().get(rule.name())))
                        .toList(),
                inForce.refused().stream()
                        .map(each -> new RefusedView(
                                each.rule().name(),
                                each.reason(),
                                RuleBody.ofText(each.rule().text()),
                                RuleVersion.of(each.rule())))
                        .toList());
    }
}
