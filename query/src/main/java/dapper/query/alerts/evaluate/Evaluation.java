// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.Observation;
import dapper.query.alerts.rule.SeenCalls;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertStore;
import dapper.storage.alerts.AlertTimes;
import dapper.storage.calls.CallReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the rules of one tenant, pass by pass, while this process leads. A rule is evaluated once for each end of its windows;
 * the calls of a service are read once for all of its rules. Used by one thread, which waits for the store.
 */
public final class Evaluation {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluation.class);

    /** A pass that takes longer ends, and the next one begins with the rules that are left. */
    private static final long LONGEST_PASS = TimeUnit.MINUTES.toNanos(2);

    private static final long NANOS_BETWEEN_RENEWALS = TimeUnit.SECONDS.toNanos(15);
    private static final long KEPT_WITHOUT_RULE = TimeUnit.DAYS.toNanos(1);

    private final CallReader calls;
    private final AlertStore store;
    private final long delayNanos;
    private final EvaluationCounts counts;
    /** The last evaluated end of each rule; an alert that is inactive is not written each time. */
    private final Map<String, Long> evaluated = new HashMap<>();

    private final PastHours past = new PastHours();

    private boolean leading;

    /** @param delayNanos by which the reports of a minute may be late */
    public Evaluation(CallReader calls, AlertStore store, long delayNanos, EvaluationCounts counts) {
        this.calls = calls;
        this.store = store;
        this.delayNanos = delayNanos;
        this.counts = counts;
    }

    /**
     * Evaluates the rules whose windows have a new end.
     *
     * @param now in nanoseconds since 1970
     * @return the states of all alerts that are known; null if another process leads
     * @throws dapper.storage.StorageUnavailableException if the store does not answer; the rest is evaluated next time
     */
    public @Nullable List<AlertState> run(List<AlertRule> rules, long now) {
        if (!store.lead()) {
            leading = false;
            return null;
        }
        if (!leading) {
            evaluated.clear();
            past.retain(Set.of());
            leading = true;
        }
        Map<String, AlertState> states = new LinkedHashMap<>();
        store.states().forEach(state -> states.put(state.alert(), state));
        Map<String, AlertRule> byId = new HashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        evaluated.keySet().retainAll(byId.keySet());
        past.retain(byId.keySet());
        long until = now - delayNanos;
        removeOthers(states, byId, until);
        evaluate(states, due(rules, states, until), until);
        return leading ? new ArrayList<>(states.values()) : null;
    }

    /** Returns the rules that are due, by service; the one that has waited longest is in the first. */
    private Map<String, List<AlertRule>> due(List<AlertRule> rules, Map<String, AlertState> states, long until) {
        return rules.stream()
                .filter(rule -> endOf(rule, until) > lastEnd(rule, states))
                .sorted(Comparator.comparingLong(rule -> lastEnd(rule, states)))
                .collect(Collectors.groupingBy(
                        rule -> rule.target().service(), LinkedHashMap::new, Collectors.toList()));
    }

    private long lastEnd(AlertRule rule, Map<String, AlertState> states) {
        AlertState state = states.get(rule.id());
        long stored = state == null ? 0 : state.times().evaluated();
        return Math.max(stored, evaluated.getOrDefault(rule.id(), 0L));
    }

    private static long endOf(AlertRule rule, long until) {
        long step = rule.condition().stepNanos();
        return Math.floorDiv(until, step) * step;
    }

    private void evaluate(Map<String, AlertState> states, Map<String, List<AlertRule>> due, long until) {
        long began = System.nanoTime();
        long renewed = began;
        for (Map.Entry<String, List<AlertRule>> service : due.entrySet()) {
            long now = System.nanoTime();
            if (now - renewed > NANOS_BETWEEN_RENEWALS) {
                renewed = now;
                leading = store.lead();
            }
            if (!leading || now - began > LONGEST_PASS || Thread.currentThread().isInterrupted()) {
                LOG.warn("Rules of alerts were not all evaluated in time; the next pass begins with the others");
                return;
            }
            WindowCalls read = WindowCalls.read(calls, service.getKey(), service.getValue(), until, past);
            service.getValue().forEach(rule -> evaluate(states, rule, read, until));
        }
    }

    private void evaluate(Map<String, AlertState> states, AlertRule rule, WindowCalls read, long until) {
        String reason = read.incompleteReason(rule);
        if (reason != null) {
            counts.failed(1);
            LOG.warn("The alert {} cannot be evaluated, because not all calls could be read: {}", rule.id(), reason);
            return;
        }
        long at = endOf(rule, until);
        SeenCalls seenCalls = read.of(rule);
        Observation seen = rule.condition().observe(seenCalls);
        past.keep(rule, seenCalls);
        AlertState before = states.get(rule.id());
        if (before == null) {
            before = AlertState.unknown(rule.id(), Notices.of(rule, seen, until));
        }
        AlertState after = AlertMachine.next(before, rule.timing(), seen, Notices.of(rule, seen, until), at);
        write(before, after);
        states.put(rule.id(), after);
        evaluated.put(rule.id(), at);
        counts.evaluated(1);
    }

    private void write(AlertState before, AlertState after) {
        boolean changed = after.phase() != before.phase();
        if (changed || after.phase() == AlertPhase.PENDING || after.phase() == AlertPhase.FIRING) {
            store.write(after, changed);
        }
        if (changed) {
            LOG.info(
                    "The alert {} is {} (it was {})",
                    after.alert(),
                    after.phase().text(),
                    before.phase().text());
        }
    }

    /** An alert whose rule is gone is resolved, and forgotten when that has been delivered or given up. */
    private void removeOthers(Map<String, AlertState> states, Map<String, AlertRule> rules, long until) {
        for (AlertState state : List.copyOf(states.values())) {
            if (rules.containsKey(state.alert())) {
                continue;
            }
            if (state.isFiring()) {
                AlertState ended = ended(state, until);
                write(state, ended);
                states.put(state.alert(), ended);
            } else if (state.phase() != AlertPhase.RESOLVED
                    || until - state.times().since() > KEPT_WITHOUT_RULE) {
                store.forget(state);
                states.remove(state.alert());
            }
        }
    }

    private static AlertState ended(AlertState state, long at) {
        AlertTimes times = state.times();
        return new AlertState(
                state.alert(),
                AlertPhase.RESOLVED,
                new AlertTimes(at, times.fired(), at, times.met(), times.seen(), at),
                state.value(),
                state.calls(),
                state.notice(),
                state.notified());
    }

    /** Lets another process lead at once. */
    public void resign() {
        if (leading) {
            leading = false;
            store.resign();
        }
    }
}
