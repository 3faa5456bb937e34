// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.alerts;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.alerts.AlertDelivery;
import dapper.storage.cassandra.session.Statements;
import java.util.List;
import java.util.Objects;

/** The statements for attempts to notify receivers, a partition a day. Safe for many threads. */
final class DeliveryLog {
    private final PreparedStatement select;
    private final PreparedStatement insert;

    DeliveryLog(Statements statements) {
        this.select =
                statements.prepare("SELECT at, receiver, rule, status, alerts, problem FROM ${keyspace}.alert_delivery"
                        + " WHERE day = ? AND at >= ? AND at < ? LIMIT ?");
        this.insert = statements.prepare("INSERT INTO ${keyspace}.alert_delivery"
                + " (day, at, receiver, rule, status, alerts, problem) VALUES (?, ?, ?, ?, ?, ?, ?)");
    }

    BoundStatement select(int day, long from, long to, int most) {
        return select.bind(day, from, to, most);
    }

    BoundStatement insert(AlertDelivery delivery) {
        return insert.bind(
                AlertHistory.dayOf(delivery.unixNanos()),
                delivery.unixNanos(),
                delivery.receiver(),
                delivery.rule(),
                delivery.status(),
                delivery.alerts(),
                delivery.problem());
    }

    static AlertDelivery read(Row row) {
        return new AlertDelivery(
                row.getLong(0),
                Objects.requireNonNull(row.getString(1)),
                Objects.requireNonNull(row.getString(2)),
                Objects.requireNonNull(row.getString(3)),
                Objects.requireNonNullElse(row.getList(4, String.class), List.of()),
                Objects.requireNonNullElse(row.getString(5), ""));
    }
}
