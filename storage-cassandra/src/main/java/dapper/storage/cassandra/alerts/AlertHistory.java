// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.alerts;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.alerts.AlertChange;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.cassandra.session.Statements;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The statements for the history, a partition a day. Safe for many threads. */
final class AlertHistory {
    private final PreparedStatement select;
    private final PreparedStatement insert;

    AlertHistory(Statements statements) {
        this.select = statements.prepare("SELECT at, alert, phase, value, calls, labels FROM ${keyspace}.alert_change"
                + " WHERE day = ? AND at >= ? AND at < ? LIMIT ?");
        this.insert =
                statements.prepare("INSERT INTO ${keyspace}.alert_change (day, at, alert, phase, value, calls, labels)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)");
    }

    static int dayOf(long unixNanos) {
        return (int) Math.floorDiv(unixNanos, TimeUnit.DAYS.toNanos(1));
    }

    BoundStatement select(int day, long from, long to, int most) {
        return select.bind(day, from, to, most);
    }

    BoundStatement insert(AlertChange change) {
        return insert.bind(
                dayOf(change.unixNanos()),
                change.unixNanos(),
                change.alert(),
                change.phase().name(),
                change.value(),
                change.calls(),
                change.labels());
    }

    static AlertChange read(Row row) {
        return new AlertChange(
                row.getLong(0),
                Objects.requireNonNull(row.getString(1)),
                AlertPhase.valueOf(Objects.requireNonNull(row.getString(2))),
                row.getDouble(3),
                row.getLong(4),
                Objects.requireNonNullElse(row.getMap(5, String.class, String.class), Map.of()));
    }
}
