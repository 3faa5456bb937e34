// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.collector.CollectorConfig;
import dapper.server.ServerProcess;
import dapper.server.settings.Setting;
import dapper.server.storage.CassandraSettings;
import dapper.storage.cassandra.CassandraStorage;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dapper collector}. */
final class CollectorCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Command.spec(this, "collector", "run a collector that writes to a Cassandra cluster");
    }

    @Override
    public List<Setting> settings() {
        return Parts.join(List.of(CollectorConfig.SETTINGS, CassandraSettings.SETTINGS, ServerProcess.SETTINGS));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        CollectorConfig.from(invocation.settings());
        try (Running running = Running.untilStopped(invocation.console())) {
            Parts parts = new Parts(invocation, new Steps(invocation.console(), 1), running);
            parts.start(ServerProcess.start(invocation.settings()));
            CassandraStorage storage = parts.storage();
            storage.mergeBlocks();
            parts.collector(
                    tenant -> storage.of(tenant).writer(),
                    tenant -> storage.of(tenant).callWriter());
            return running.await();
        }
    }
}
