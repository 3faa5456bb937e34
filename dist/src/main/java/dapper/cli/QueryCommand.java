// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.query.QueryConfig;
import dapper.server.ServerProcess;
import dapper.server.settings.Setting;
import dapper.server.storage.CassandraSettings;
import dapper.storage.cassandra.CassandraStorage;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dapper query}. */
final class QueryCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Command.spec(this, "query", "run the query API and the viewer on a Cassandra cluster");
    }

    @Override
    public List<Setting> settings() {
        return Parts.join(List.of(QueryConfig.SETTINGS, CassandraSettings.SETTINGS, ServerProcess.SETTINGS));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        QueryConfig.from(invocation.settings());
        try (Running running = Running.untilStopped(invocation.console())) {
            Parts parts = new Parts(invocation, new Steps(invocation.console(), 1), running);
            parts.start(ServerProcess.start(invocation.settings()));
            CassandraStorage storage = parts.storage();
            parts.query(storage::of);
            return running.await();
        }
    }
}
