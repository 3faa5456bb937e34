// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.NameList;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Statements;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Lists services that count calls and their processes, up to {@value #MOST} of them. Safe for many threads. */
final class SelectSeen {
    private static final int MOST = 5_000;

    private final Statements statements;
    private final PreparedStatement services;
    private final PreparedStatement processes;

    SelectSeen(Statements statements) {
        this.statements = statements;
        String limit = " LIMIT " + (MOST + 1);
        this.services = statements.prepare(
                "SELECT service, first_seen, last_seen FROM ${keyspace}.call_service WHERE part = 0" + limit);
        this.processes = statements.prepare("SELECT service, instance, version, language, agent, kinds, first_seen,"
                + " last_seen"
                + " FROM ${keyspace}.call_process WHERE service = ?" + limit);
    }

    CompletionStage<NameList<SeenService>> services(Deadline deadline) {
        return list(
                services.bind(),
                deadline,
                row -> new SeenService(Objects.requireNonNull(row.getString(0)), row.getLong(1), row.getLong(2)));
    }

    CompletionStage<NameList<SeenProcess>> processes(String service, Deadline deadline) {
        return list(
                processes.bind(service),
                deadline,
                row -> new SeenProcess(
                        new ServiceProcess(text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4)),
                        kinds(row, 5),
                        row.getLong(6),
                        row.getLong(7)));
    }

    private static Set<CallKind> kinds(Row row, int column) {
        Set<Integer> numbers = row.isNull(column) ? null : row.getSet(column, Integer.class);
        if (numbers == null) {
            return EnumSet.allOf(CallKind.class);
        }
        Set<CallKind> kinds = EnumSet.noneOf(CallKind.class);
        for (int number : numbers) {
            CallKind kind = CallKind.ofNumber(number);
            if (kind != null) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static String text(Row row, int column) {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private <T> CompletionStage<NameList<T>> list(Statement<?> statement, Deadline deadline, Function<Row, T> read) {
        return statements.list(statement, deadline, read).thenApply(SelectSeen::cut);
    }

    private static <T> NameList<T> cut(List<T> all) {
        return new NameList<>(all.subList(0, Math.min(MOST, all.size())), all.size() <= MOST);
    }
}
