// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.rule.Target;
import dapper.query.calls.Outcomes;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The calls of the past hours of one service, for some of its targets. Used by one thread, which waits for the store. */
final class HourlyCalls {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final Map<Target, Map<Long, Outcomes>> hours = new HashMap<>();
    private String incompleteReason = "";

    private HourlyCalls() {}

    /**
     * Reads whole hours.
     *
     * @param from the first is the one that has this time
     * @param until the last is the one that has ended at this time
     */
    static HourlyCalls read(CallReader reader, String service, Set<Target> targets, long from, long until) {
        HourlyCalls calls = new HourlyCalls();
        if (targets.isEmpty()) {
            return calls;
        }
        targets.forEach(target -> calls.hours.put(target, new HashMap<>()));
        CallQuery query =
                new CallQuery(service, Math.floorDiv(from, HOUR) * HOUR, Math.floorDiv(until, HOUR) * HOUR, HOUR);
        calls.incompleteReason = reader.read(
                        query,
                        (unixNanos, key, series) -> calls.hours.forEach((target, byHour) -> {
                            if (target.accepts(key)) {
                                Outcomes outcomes = byHour.computeIfAbsent(
                                        Math.floorDiv(unixNanos, HOUR), unseen -> new Outcomes());
                                // Without the exemplars, of which there are many in months.
                                (key.isError() ? outcomes.failed() : outcomes.succeeded())
                                        .durations()
                                        .add(series.durations());
                            }
                        }))
                .incompleteReason();
        return calls;
    }

    /** Returns the calls of a target by the number of the hour since 1970; hours without calls are not there. */
    Map<Long, Outcomes> of(Target target) {
        return hours.getOrDefault(target, Map.of());
    }

    /** Returns why calls are missing; empty if there are all. */
    String incompleteReason() {
        return incompleteReason;
    }
}
