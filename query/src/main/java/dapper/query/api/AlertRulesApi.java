// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dapper.query.alerts.AlertRules;
import dapper.query.alerts.RulesInForce;
import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.RuleFile;
import dapper.query.alerts.rule.RuleFileException;
import dapper.query.alerts.rule.RuleText;
import dapper.server.auth.Caller;
import dapper.storage.Tenant;
import dapper.storage.alerts.AlertStore;
import dapper.storage.alerts.StoredRule;
import dapper.storage.calls.CallReader;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/alert-rules}: lists the rules of a tenant, and writes and deletes those of the API. */
final class AlertRulesApi {
    /** With the burn rates of SLOs, as in the file. */
    private static final int MOST_ALERTS = 500;

    private static final String SAME_TIME =
            "The rule \"%s\" has been changed at the same time: read it again, and repeat the change.";

    private final AlertRules rules;
    private final AlertStore store;
    private final Supplier<AlertStore> ofDefault;
    private final Clock clock;

    /**
     * @param store that of the tenant
     * @param ofDefault the store of the default tenant, which notes the others that have rules
     */
    AlertRulesApi(AlertRules rules, AlertStore store, Supplier<AlertStore> ofDefault, Clock clock) {
        this.rules = rules;
        this.store = store;
        this.ofDefault = ofDefault;
        this.clock = clock;
    }

    /** A rule of the API, and the alerts that may fire. */
    record Written(String rule, List<AlertRulesView.RuleView> alerts) {}

    AlertRulesView list(Caller caller) {
        return AlertRulesView.of(rules, RulesInForce.of(rules.file(), caller.tenant(), store.rules()), caller);
    }

    /** @throws ProblemException for a rule with a mistake, or of a name that there is already */
    Written add(byte[] body, Caller caller) {
        ObjectNode rule = RuleBody.read(body, null);
        List<AlertRule> read = read(rule, caller.tenant());
        return write(rule, read, null, caller);
    }

    /**
     * Writes a rule, whether there is one of this name or not.
     *
     * @param version that the caller has read, as in {@code If-Match}; null for any
     */
    Written put(String name, byte[] body, @Nullable String version, Caller caller) {
        ObjectNode rule = RuleBody.read(body, name);
        List<AlertRule> read = read(rule, caller.tenant());
        StoredRule found = find(name);
        require(version, name, found);
        return write(rule, read, found, caller);
    }

    private static void require(@Nullable String version, String name, @Nullable StoredRule found) {
        if (version == null || found != null && version.strip().equals('"' + RuleVersion.of(found) + '"')) {
            return;
        }
        throw ProblemException.preconditionFailed(
                found == null
                        ? "The rule \"" + name + "\" has been deleted in the meantime."
                        : "The rule \"" + name + "\" has been changed" + author(found)
                                + " in the meantime: read it again, and repeat the change.");
    }

    /** Without tokens nobody has a name. */
    private static String author(StoredRule rule) {
        boolean named = !rule.author().isEmpty() && !rule.author().equals(Caller.ANYONE.name());
        return named ? " by " + rule.author() : "";
    }

    /** The values that the alerts of a rule would have had, and whether it has a mistake; nothing is written. */
    record Preview(List<PreviewedAlert> alerts) {}

    /** An alert that may fire, with its last values. */
    record PreviewedAlert(AlertRulesView.RuleView rule, AlertValuesApi.Values values) {}

    Preview preview(byte[] body, CallReader calls, CallMemory memory, Caller caller) {
        return new Preview(read(RuleBody.read(body, null), caller.tenant()).stream()
                .map(rule -> new PreviewedAlert(
                        AlertRulesView.RuleView.of(rule, null),
                        AlertValuesApi.Values.read(calls, rule, TimeUnit.MILLISECONDS.toNanos(clock.millis()), memory)))
                .toList());
    }

    private List<AlertRule> read(ObjectNode rule, Tenant tenant) {
        try {
            return RuleText.read(RuleBody.text(rule), tenant, rules.file().receivers());
        } catch (RuleFileException e) {
            if (e.field().isEmpty()) {
                throw ProblemException.badBody("The rule cannot be used: " + e.problem() + ".");
            }
            throw ProblemException.badParameter(e.field(), e.problem() + ".");
        }
    }

    /** @param before the rule that is replaced; null if there must be none */
    private Written write(ObjectNode rule, List<AlertRule> read, @Nullable StoredRule before, Caller caller) {
        String name = read.get(0).name();
        refuseOfFile(caller.tenant(), name, "change it there");
        refuseTooMany(name, read.size(), caller.tenant());
        StoredRule stored =
                new StoredRule(name, RuleBody.text(rule), caller.name(), TimeUnit.MILLISECONDS.toNanos(clock.millis()));
        boolean done = before == null ? store.add(stored) : store.replace(before, stored);
        if (!done) {
            throw ProblemException.conflict(
                    before == null
                            ? "There is a rule \"" + name + "\" of the API already: PUT replaces it."
                            : SAME_TIME.formatted(name),
                    "name");
        }
        if (!caller.tenant().equals(Tenant.DEFAULT)) {
            // After the rule: a process that forgets the tenant at the same time reads its rules once more.
            ofDefault.get().write(caller.tenant());
        }
        return view(stored, read);
    }

    private void refuseTooMany(String name, int alerts, Tenant tenant) {
        RuleFile file = rules.file();
        List<StoredRule> others =
                store.rules().stream().filter(each -> !each.name().equals(name)).toList();
        int ofOthers = RulesInForce.of(file, tenant, others).rules().size()
                - file.of(tenant).size();
        if (others.size() >= AlertStore.MOST_RULES || ofOthers + alerts > MOST_ALERTS) {
            throw ProblemException.conflict(
                    "There may be " + AlertStore.MOST_RULES + " rules of the API with " + MOST_ALERTS
                            + " alerts, where an SLO counts once for each burn rate: delete one first.",
                    null);
        }
    }

    private void refuseOfFile(Tenant tenant, String name, String advice) {
        if (rules.file().has(tenant, name)) {
            throw ProblemException.conflict("The rules file has the rule \"" + name + "\": " + advice + ".", "name");
        }
    }

    /** Deletes a rule of the API; its alerts are resolved by the next evaluation. */
    Written delete(String name, @Nullable String version, Caller caller) {
        StoredRule found = find(name);
        if (found == null) {
            refuseOfFile(caller.tenant(), name, "remove it there");
            throw ProblemException.notFound("There is no rule \"" + name + "\" of the API.", "name");
        }
        require(version, name, found);
        RulesInForce before = RulesInForce.of(rules.file(), caller.tenant(), List.of(found));
        if (!store.delete(found)) {
            throw ProblemException.conflict(SAME_TIME.formatted(name), "name");
        }
        return view(
                found,
                before.stored().isEmpty()
                        ? List.of()
                        : before.rules().stream()
                                .filter(rule -> rule.name().equals(name))
                                .toList());
    }

    private @Nullable StoredRule find(String name) {
        return store.rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Written view(StoredRule stored, List<AlertRule> alerts) {
        return new Written(
                stored.name(),
                alerts.stream()
                        .map(each -> AlertRulesView.RuleView.of(each, stored))
                        .toList());
    }
}
