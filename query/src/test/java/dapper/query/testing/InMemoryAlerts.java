// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.storage.Tenant;
import dapper.storage.alerts.AlertChange;
import dapper.storage.alerts.AlertDelivery;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertStore;
import dapper.storage.alerts.Notified;
import dapper.storage.alerts.Silence;
import dapper.storage.alerts.StoredRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** An {@link AlertStore} that keeps all in memory, for one process at a time. */
public final class InMemoryAlerts implements AlertStore {
    private final Map<String, AlertState> states = new TreeMap<>();
    private final Map<String, AlertChange> changes = new HashMap<>();
    private final List<AlertDelivery> log = new ArrayList<>();
    private final Set<Tenant> tenants = new HashSet<>();
    private final Map<UUID, Silence> silences = new HashMap<>();
    private final Map<String, StoredRule> rules = new TreeMap<>();
    private boolean otherLeads;
    private Runnable whileRulesAreRead = () -> {};

    /** From now on another process leads, or does not any more. */
    public synchronized void otherLeads(boolean leads) {
        otherLeads = leads;
    }

    /** Takes over the states and changes of another store that nobody writes to any more. */
    public synchronized void copy(InMemoryAlerts other) {
        states.putAll(other.states);
        changes.putAll(other.changes);
    }

    @Override
    public synchronized boolean lead() {
        return !otherLeads;
    }

    @Override
    public void resign() {
        // Nobody waits for it.
    }

    @Override
    public synchronized List<AlertState> states() {
        return List.copyOf(states.values());
    }

    @Override
    public synchronized void write(AlertState state, boolean phaseChanged) {
        if (phaseChanged) {
            changes.put(state.times().since() + " " + state.alert(), AlertChange.of(state));
        }
        AlertState before = states.get(state.alert());
        states.put(state.alert(), with(state, before == null ? Map.of() : before.notified()));
    }

    private static AlertState with(AlertState state, Map<String, Notified> notified) {
        return new AlertState(
                state.alert(), state.phase(), state.times(), state.value(), state.calls(), state.notice(), notified);
    }

    @Override
    public synchronized void write(AlertState state, String receiver, Notified taken) {
        states.computeIfPresent(state.alert(), (alert, stored) -> {
            Map<String, Notified> notified = new HashMap<>(stored.notified());
            notified.put(receiver, taken);
            return with(stored, notified);
        });
    }

    @Override
    public synchronized void forget(AlertState state) {
        states.remove(state.alert());
    }

    @Override
    public synchronized List<AlertChange> changes(long from, long to, int most) {
        return changes.values().stream()
                .filter(change -> change.unixNanos() >= from && change.unixNanos() < to)
                .sorted(Comparator.comparing(AlertChange::unixNanos).reversed().thenComparing(AlertChange::alert))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized void write(AlertDelivery delivery) {
        log.add(delivery);
    }

    @Override
    public synchronized List<AlertDelivery> deliveries(long from, long to, int most) {
        return log.stream()
                .filter(each -> each.unixNanos() >= from && each.unixNanos() < to)
                .sorted(Comparator.comparing(AlertDelivery::unixNanos)
                        .reversed()
                        .thenComparing(AlertDelivery::receiver)
                        .thenComparing(AlertDelivery::rule))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<Tenant> tenants() {
        return List.copyOf(tenants);
    }

    @Override
    public synchronized void write(Tenant tenant) {
        tenants.add(tenant);
    }

    @Override
    public synchronized void forget(Tenant tenant) {
        tenants.remove(tenant);
    }

    @Override
    public synchronized List<Silence> silences() {
        return List.copyOf(silences.values());
    }

    @Override
    public synchronized void write(Silence silence) {
        silences.put(silence.id(), silence);
    }

    @Override
    public synchronized List<StoredRule> rules() {
        List<StoredRule> read = List.copyOf(rules.values());
        Runnable other = whileRulesAreRead;
        whileRulesAreRead = () -> {};
        other.run();
        return read;
    }

    /** Runs this once after the rules are read next, as a request at the same time may. */
    public synchronized void whileRulesAreRead(Runnable other) {
        whileRulesAreRead = other;
    }

    @Override
    public synchronized boolean add(StoredRule rule) {
        return rules.putIfAbsent(rule.name(), rule) == null;
    }

    @Override
    public synchronized boolean replace(StoredRule before, StoredRule after) {
        return rules.replace(before.name(), before, after);
    }

    @Override
    public synchronized boolean delete(StoredRule rule) {
        return rules.remove(rule.name(), rule);
    }
}
