// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.query.QueryConfig;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.server.settings.Setting;
import dapper.server.storage.CassandraSettings;
import java.util.List;

/** {@code dapper query}. */
final class QueryCommand implements Command {
    @Override
    public String name() {
        return "query";
    }

    @Override
    public String summary() {
        return "run the query API and the viewer on a Cassandra cluster";
    }

    @Override
    public List<Setting> settings() {
        return Parts.join(List.of(QueryConfig.SETTINGS, CassandraSettings.SETTINGS));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        QueryConfig.from(invocation.settings());
        CassandraConfig cassandra = CassandraSettings.read(invocation.settings());
        try (Running running = Running.untilStopped(invocation.console())) {
            Parts parts = new Parts(invocation, new Steps(invocation.console(), 1), running);
            parts.query(parts.storage(cassandra).reader());
            return running.await();
        }
    }
}
