// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.SeenCalls;
import dapper.query.alerts.rule.Target;
import dapper.query.alerts.rule.Window;
import dapper.query.calls.Outcomes;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the windows of all rules of one service. Each time range is read once, however many rules look at it. Used by one
 * thread, which waits for the store.
 */
final class WindowCalls {
    private final Map<Read, Map<Target, Outcomes>> reads = new LinkedHashMap<>();
    private final Map<Read, String> incomplete = new HashMap<>();
    private final long until;
    private final HourlyCalls history;
    private final PastHours past;

    private record Read(Window.Range range, long stepNanos) {}

    private WindowCalls(long until, HourlyCalls history, PastHours past) {
        this.until = until;
        this.history = history;
        this.past = past;
    }

    /**
     * Reads the calls.
     *
     * @param until time up to which calls are looked at
     * @param past hours that need not be read
     */
    static WindowCalls read(CallReader reader, String service, List<AlertRule> rules, long until, PastHours past) {
        WindowCalls calls = new WindowCalls(until, history(reader, service, rules, until, past), past);
        for (AlertRule rule : rules) {
            for (Window window : rule.condition().windows()) {
                calls.reads
                        .computeIfAbsent(calls.readOf(window), unseen -> new LinkedHashMap<>())
                        .computeIfAbsent(rule.target(), unseen -> new Outcomes());
            }
        }
        calls.reads.forEach((read, targets) -> calls.read(reader, service, read, targets));
        return calls;
    }

    private static HourlyCalls history(
            CallReader reader, String service, List<AlertRule> rules, long until, PastHours past) {
        List<AlertRule> looking = rules.stream()
                .filter(rule -> rule.condition().historyHours() > 0)
                .toList();
        long from = looking.stream()
                .mapToLong(rule -> past.missingFrom(rule, until))
                .min()
                .orElse(until);
        Set<Target> targets = looking.stream().map(AlertRule::target).collect(Collectors.toSet());
        return HourlyCalls.read(reader, service, targets, from, until);
    }

    private Read readOf(Window window) {
        return new Read(window.at(until), window.stepNanos());
    }

    private void read(CallReader reader, String service, Read read, Map<Target, Outcomes> targets) {
        CallQuery query =
                new CallQuery(service, read.range().start(), read.range().end(), read.stepNanos());
        CallReader.Reading reading = reader.read(
                query,
                (unixNanos, key, series) -> targets.forEach((target, outcomes) -> {
                    if (target.accepts(key)) {
                        outcomes.add(key, series);
                    }
                }));
        if (!reading.complete()) {
            incomplete.put(read, reading.incompleteReason());
        }
    }

    /** Returns why calls of a rule may be missing; null if there are all. */
    @Nullable
    String incompleteReason(AlertRule rule) {
        for (Window window : rule.condition().windows()) {
            String reason = incomplete.get(readOf(window));
            if (reason != null) {
                return reason;
            }
        }
        boolean lacksHistory = rule.condition().historyHours() > 0
                && !history.incompleteReason().isEmpty();
        return lacksHistory ? history.incompleteReason() : null;
    }

    /** Returns the calls that a rule looks at. */
    SeenCalls of(AlertRule rule) {
        List<Outcomes> calls = new ArrayList<>();
        for (Window window : rule.condition().windows()) {
            Map<Target, Outcomes> targets = reads.getOrDefault(readOf(window), Map.of());
            calls.add(targets.getOrDefault(rule.target(), new Outcomes()));
        }
        long end = rule.condition().windows().get(0).endAt(until);
        return new SeenCalls(end, calls, history.of(rule.target()), past.of(rule));
    }
}
