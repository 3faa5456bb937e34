// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.storage.Tenant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The contents of a rules file. */
public record RuleFile(List<Receiver> receivers, List<AlertRule> rules) {
    public static final RuleFile EMPTY = new RuleFile(List.of(), List.of());

    public RuleFile {
        receivers = List.copyOf(receivers);
        rules = List.copyOf(rules);
    }

    public List<AlertRule> of(Tenant tenant) {
        return rules.stream().filter(rule -> rule.tenant().equals(tenant)).toList();
    }

    /** Returns whether a tenant has a rule of a name. */
    public boolean has(Tenant tenant, String name) {
        return rules.stream()
                .anyMatch(rule -> rule.tenant().equals(tenant) && rule.name().equals(name));
    }

    public Set<Tenant> tenants() {
        return rules.stream().map(AlertRule::tenant).collect(Collectors.toSet());
    }
}
