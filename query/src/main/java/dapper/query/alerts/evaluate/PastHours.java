// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.anomaly.HourlySeries;
import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.SeenCalls;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The values of past hours of rules that look at them: a double for each hour, in place of a read of all their calls. Calls may be
 * reported a day late; hours before that are kept, later ones are read each time. Used by one thread.
 */
final class PastHours {
    static final int LATE_HOURS = 25;

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final Map<String, OfRule> rules = new HashMap<>();

    private record OfRule(AlertRule rule, HourlySeries values) {}

    /** Returns those of a rule; empty for one that is new or changed. */
    HourlySeries of(AlertRule rule) {
        OfRule kept = rules.get(rule.id());
        return kept != null && kept.rule().equals(rule) ? kept.values() : HourlySeries.EMPTY;
    }

    /** Returns the time from which the calls of a rule have to be read. */
    long missingFrom(AlertRule rule, long until) {
        HourlySeries known = of(rule);
        return known.isEmpty() ? until - rule.condition().historyHours() * HOUR : known.end() * HOUR;
    }

    /** Keeps the values of hours that have no late calls any more. */
    void keep(AlertRule rule, SeenCalls calls) {
        if (rule.condition().historyHours() > 0) {
            long end = Math.floorDiv(calls.end(), HOUR) - LATE_HOURS;
            rules.put(rule.id(), new OfRule(rule, rule.condition().past(calls, end)));
        }
    }

    /** Forgets all but these rules. */
    void retain(Set<String> ids) {
        rules.keySet().retainAll(ids);
    }
}
