// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.alerts;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.alerts.AlertStore;
import dapper.storage.alerts.StoredRule;
import dapper.storage.cassandra.session.Statements;
import java.util.Objects;

/**
 * The statements for the rules of the API. Each write is a light-weight transaction, so of two at the same time one fails. Safe
 * for many threads.
 */
final class StoredRules {
    /** Requests at the same time may each have found room for one more. */
    private static final int MOST_ROWS = 2 * AlertStore.MOST_RULES;

    private final PreparedStatement select;
    private final PreparedStatement add;
    private final PreparedStatement replace;
    private final PreparedStatement delete;

    StoredRules(Statements statements) {
        this.select = statements.prepare(
                "SELECT name, rule, author, changed FROM ${keyspace}.alert_rule WHERE part = 0 LIMIT " + MOST_ROWS);
        this.add = statements.prepare("INSERT INTO ${keyspace}.alert_rule (part, name, rule, author, changed)"
                + " VALUES (0, ?, ?, ?, ?) IF NOT EXISTS");
        String where = " WHERE part = 0 AND name = ? IF changed = ? AND rule = ?";
        this.replace =
                statements.prepare("UPDATE ${keyspace}.alert_rule SET rule = ?, author = ?, changed = ?" + where);
        this.delete = statements.prepare("DELETE FROM ${keyspace}.alert_rule" + where);
    }

    BoundStatement select() {
        return select.bind();
    }

    BoundStatement add(StoredRule rule) {
        return add.bind(rule.name(), rule.text(), rule.author(), rule.unixNanos())
                .setIdempotent(false);
    }

    BoundStatement replace(StoredRule before, StoredRule after) {
        return replace.bind(
                        after.text(),
                        after.author(),
                        after.unixNanos(),
                        before.name(),
                        before.unixNanos(),
                        before.text())
                .setIdempotent(false);
    }

    BoundStatement delete(StoredRule rule) {
        return delete.bind(rule.name(), rule.unixNanos(), rule.text()).setIdempotent(false);
    }

    static StoredRule read(Row row) {
        return new StoredRule(
                Objects.requireNonNull(row.getString(0)),
                Objects.requireNonNullElse(row.getString(1), ""),
                Objects.requireNonNullElse(row.getString(2), ""),
                row.getLong(3));
    }
}
