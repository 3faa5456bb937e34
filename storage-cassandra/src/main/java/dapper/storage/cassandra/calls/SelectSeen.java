// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.NameList;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Statements;
import java.util.List;
import java.util.Objects;
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
        this.processes = statements.prepare("SELECT service, instance, version, language, agent, first_seen, last_seen"
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
                        row.getLong(5),
                        row.getLong(6)));
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
