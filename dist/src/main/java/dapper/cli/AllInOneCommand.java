// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.query.QueryServer;
import dapper.server.ServerProcess;
import dapper.server.settings.Setting;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.embedded.EmbeddedCassandra;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dapper all-in-one}: everything a single machine needs. */
final class AllInOneCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Command.spec(
                this, "all-in-one", "run embedded Cassandra, collector, query API and viewer on this machine");
    }

    @Override
    public List<Setting> settings() {
        return Parts.join(List.of(Parts.allInOneSettings(), ServerProcess.SETTINGS));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Parts.check(invocation.settings());
        try (Running running = Running.untilStopped(invocation.console())) {
            Parts parts = new Parts(invocation, new Steps(invocation.console(), 3), running);
            ServerProcess process = ServerProcess.start(invocation.settings());
            parts.start(process);
            EmbeddedCassandra node = parts.cassandra();
            CassandraStorage storage = parts.storage(node);
            storage.mergeBlocks();
            parts.collector(
                    tenant -> new PausingWriter(node, storage.of(tenant).writer()),
                    PausingWriter.ofCalls(node, storage));
            QueryServer query = parts.query(storage::of);
            invocation.console().say("open " + process.scheme() + "://localhost:" + query.port());
            return running.await();
        }
    }
}
