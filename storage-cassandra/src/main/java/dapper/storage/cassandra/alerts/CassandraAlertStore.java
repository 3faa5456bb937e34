// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.alerts;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import dapper.storage.alerts.AlertChange;
import dapper.storage.alerts.AlertDelivery;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertStore;
import dapper.storage.alerts.Notified;
import dapper.storage.alerts.Silence;
import dapper.storage.alerts.StoredRule;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Failures;
import dapper.storage.cassandra.session.Lease;
import dapper.storage.cassandra.session.Statements;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Keeps alerts in Cassandra. One process leads, under a lease. If two lead for a moment, they write the same: states and
 * history depend on counted calls and on the ends of windows only.
 */
public final class CassandraAlertStore implements AlertStore {
    /** No slot of index blocks has this number. */
    static final int SLOT = -3;

    private final Statements statements;
    private final CassandraConfig config;
    private final InstantSource clock;
    private final Lease lease;
    private final AlertStates states;
    private final AlertHistory history;
    private final DeliveryLog log;
    private final Silences silences;
    private final AlertTenants tenants;
    private final StoredRules rules;

    /** @param clock by which silences expire */
    public CassandraAlertStore(Statements statements, CassandraConfig config, InstantSource clock) {
        this.statements = statements;
        this.config = config;
        this.clock = clock;
        this.lease = new Lease(statements);
        this.states = new AlertStates(statements);
        this.history = new AlertHistory(statements);
        this.log = new DeliveryLog(statements);
        this.silences = new Silences(statements);
        this.tenants = new AlertTenants(statements);
        this.rules = new StoredRules(statements);
    }

    @Override
    public boolean lead() {
        return Failures.reading(() -> lease.renew(SLOT) || lease.acquire(SLOT));
    }

    @Override
    public void resign() {
        Failures.reading(() -> {
            lease.release(SLOT);
            return true;
        });
    }

    @Override
    public List<AlertState> states() {
        return list(states.select(), AlertStates::isWhole, AlertStates::read);
    }

    @Override
    public void write(AlertState state, boolean phaseChanged) {
        if (phaseChanged) {
            execute(history.insert(AlertChange.of(state)));
        }
        execute(states.insert(state));
    }

    @Override
    public void write(AlertState state, String receiver, Notified taken) {
        execute(states.notified(state, receiver, taken));
    }

    @Override
    public void forget(AlertState state) {
        execute(states.delete(state));
    }

    @Override
    public List<AlertChange> changes(long from, long to, int most) {
        return byDay(from, to, most, (day, left) -> history.select(day, from, to, left), AlertHistory::read);
    }

    @Override
    public void write(AlertDelivery delivery) {
        execute(log.insert(delivery));
    }

    @Override
    public List<AlertDelivery> deliveries(long from, long to, int most) {
        return byDay(from, to, most, (day, left) -> log.select(day, from, to, left), DeliveryLog::read);
    }

    /** @param select makes the statement for a day and the greatest number of rows */
    private <T> List<T> byDay(
            long from, long to, int most, BiFunction<Integer, Integer, Statement<?>> select, Function<Row, T> read) {
        List<T> found = new ArrayList<>();
        for (int day = AlertHistory.dayOf(to - 1); day >= AlertHistory.dayOf(from) && found.size() < most; day--) {
            found.addAll(list(select.apply(day, most - found.size()), row -> true, read));
        }
        return found;
    }

    @Override
    public List<Tenant> tenants() {
        return list(tenants.select(), row -> true, AlertTenants::read);
    }

    @Override
    public void write(Tenant tenant) {
        execute(tenants.insert(tenant));
    }

    @Override
    public void forget(Tenant tenant) {
        execute(tenants.delete(tenant));
    }

    @Override
    public List<Silence> silences() {
        return list(silences.select(), row -> true, Silences::read);
    }

    @Override
    public void write(Silence silence) {
        execute(silences.insert(silence, TimeUnit.MILLISECONDS.toNanos(clock.millis())));
    }

    @Override
    public List<StoredRule> rules() {
        return list(rules.select(), row -> true, StoredRules::read);
    }

    @Override
    public boolean add(StoredRule rule) {
        return applied(rules.add(rule));
    }

    @Override
    public boolean replace(StoredRule before, StoredRule after) {
        return applied(rules.replace(before, after));
    }

    @Override
    public boolean delete(StoredRule rule) {
        return applied(rules.delete(rule));
    }

    private boolean applied(Statement<?> conditional) {
        return await(deadline -> statements.execute(conditional, deadline)).wasApplied();
    }

    private void execute(Statement<?> statement) {
        await(deadline -> statements.execute(statement, deadline));
    }

    private <T> List<T> list(Statement<?> statement, Predicate<Row> wanted, Function<Row, T> read) {
        return await(deadline -> statements.list(statement, deadline, row -> row)).stream()
                .filter(wanted)
                .map(read)
                .toList();
    }

    private <T> T await(Function<Deadline, CompletionStage<T>> work) {
        Deadline deadline = Deadline.in(config.searchTimeout(), System::nanoTime);
        try {
            return Failures.reading(() -> deadline.await(work.apply(deadline)));
        } catch (Deadline.TimeOverException e) {
            throw new StorageUnavailableException("Cassandra did not answer in time", e);
        }
    }
}
