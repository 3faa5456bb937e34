// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts;

import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.RuleFile;
import dapper.query.alerts.rule.RuleFileException;
import dapper.query.alerts.rule.RuleText;
import dapper.storage.Tenant;
import dapper.storage.alerts.StoredRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of one tenant: those of the file and those of the API.
 *
 * @param rules of both, those of the file first
 * @param stored those of the API that are in force, by name
 * @param refused others of the API: they were valid when they were written
 */
public record RulesInForce(List<AlertRule> rules, Map<String, StoredRule> stored, List<Refused> refused) {
    /** A rule of the API that is not in force. */
    public record Refused(StoredRule rule, String reason) {}

    /** Reads the rules of the API, which may name receivers of the file. */
    public static RulesInForce of(RuleFile file, Tenant tenant, List<StoredRule> ofApi) {
        List<AlertRule> rules = new ArrayList<>(file.of(tenant));
        Map<String, StoredRule> stored = new LinkedHashMap<>();
        List<Refused> refused = new ArrayList<>();
        for (StoredRule rule : ofApi) {
            try {
                if (file.has(tenant, rule.name())) {
                    refused.add(new Refused(rule, "the rules file has a rule of the same name"));
                    continue;
                }
                rules.addAll(RuleText.readAgain(rule.text(), tenant, file.receivers()));
                stored.put(rule.name(), rule);
            } catch (RuleFileException e) {
                refused.add(new Refused(rule, e.problem()));
            }
        }
        return new RulesInForce(rules, stored, refused);
    }
}
