// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.collector.CollectorConfig;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.server.settings.Setting;
import dapper.server.storage.CassandraSettings;
import java.util.List;

/** {@code dapper collector}. */
final class CollectorCommand implements Command {
    @Override
    public String name() {
        return "collector";
    }

    @Override
    public String summary() {
        return "run a collector that writes to a Cassandra cluster";
    }

    @Override
    public List<Setting> settings() {
        return Parts.join(List.of(CollectorConfig.SETTINGS, CassandraSettings.SETTINGS));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        CollectorConfig.from(invocation.settings());
        CassandraConfig cassandra = CassandraSettings.read(invocation.settings());
        try (Running running = Running.untilStopped(invocation.console())) {
            Parts parts = new Parts(invocation, new Steps(invocation.console(), 1), running);
            parts.collector(parts.storage(cassandra).writer());
            return running.await();
        }
    }
}
