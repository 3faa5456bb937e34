// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.Setting;
import dapper.server.storage.EmbeddedCassandraSettings;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dapper cassandra}: the embedded node alone, for collectors and query services on the same machine. */
final class CassandraCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Command.spec(this, "cassandra", "run the embedded Cassandra alone");
    }

    @Override
    public List<Setting> settings() {
        return EmbeddedCassandraSettings.SETTINGS;
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        try (Running running = Running.untilStopped(invocation.console())) {
            new Parts(invocation, new Steps(invocation.console(), 1), running).cassandra();
            return running.await();
        }
    }
}
