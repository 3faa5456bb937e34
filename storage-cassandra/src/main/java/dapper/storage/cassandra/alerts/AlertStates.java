// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.alerts;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.alerts.AlertNotice;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertTimes;
import dapper.storage.alerts.Notified;
import dapper.storage.cassandra.session.Statements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The statements for states. All are in one partition, because there are a thousand at most. Safe for many threads. */
final class AlertStates {
    private final PreparedStatement select;
    private final PreparedStatement insert;
    private final PreparedStatement notify;
    private final PreparedStatement delete;

    AlertStates(Statements statements) {
        this.select = statements.prepare(
                "SELECT alert, phase, since, fired, ended, met, seen, evaluated, value, calls, rule, labels, annotations,"
                        + " traces, receivers, notified FROM ${keyspace}.alert_state WHERE part = 0");
        this.insert = statements.prepare("INSERT INTO ${keyspace}.alert_state"
                + " (part, alert, phase, since, fired, ended, met, seen, evaluated, value, calls, rule, labels, annotations,"
                + " traces, receivers) VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        this.notify =
                statements.prepare("UPDATE ${keyspace}.alert_state SET notified[?] = ? WHERE part = 0 AND alert = ?");
        this.delete = statements.prepare("DELETE FROM ${keyspace}.alert_state WHERE part = 0 AND alert = ?");
    }

    BoundStatement select() {
        return select.bind();
    }

    BoundStatement insert(AlertState state) {
        AlertTimes times = state.times();
        AlertNotice notice = state.notice();
        return insert.bind(
                state.alert(),
                state.phase().name(),
                times.since(),
                times.fired(),
                times.ended(),
                times.met(),
                times.seen(),
                times.evaluated(),
                state.value(),
                state.calls(),
                notice.rule(),
                notice.labels(),
                notice.annotations(),
                notice.tracesPath(),
                notice.receivers());
    }

    /** The row stays one of those that only {@link #insert} makes: without it, the alert would have no phase. */
    BoundStatement notified(AlertState state, String receiver, Notified taken) {
        String text = taken.fired() + " " + (taken.ended() ? "ended" : "fired") + " " + taken.unixNanos();
        return notify.bind(receiver, text, state.alert());
    }

    BoundStatement delete(AlertState state) {
        return delete.bind(state.alert());
    }

    /** Returns whether a row has a state; one without has only notifications, written after its alert was forgotten. */
    static boolean isWhole(Row row) {
        return row.getString(1) != null;
    }

    static AlertState read(Row row) {
        return new AlertState(
                text(row, 0),
                AlertPhase.valueOf(text(row, 1)),
                new AlertTimes(
                        row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)),
                row.getDouble(8),
                row.getLong(9),
                new AlertNotice(text(row, 10), texts(row, 11), texts(row, 12), text(row, 13), list(row, 14)),
                notified(row));
    }

    private static String text(Row row, int column) {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static Map<String, String> texts(Row row, int column) {
        return Objects.requireNonNullElse(row.getMap(column, String.class, String.class), Map.of());
    }

    private static List<String> list(Row row, int column) {
        return Objects.requireNonNullElse(row.getList(column, String.class), List.of());
    }

    private static Map<String, Notified> notified(Row row) {
        Map<String, Notified> notified = new HashMap<>();
        texts(row, 15).forEach((receiver, text) -> {
            String[] words = text.split(" ");
            notified.put(
                    receiver,
                    new Notified(Long.parseLong(words[0]), words[1].equals("ended"), Long.parseLong(words[2])));
        });
        return notified;
    }
}
