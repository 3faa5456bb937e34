// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.server.storage.CassandraSettings;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import java.io.IOException;
import java.util.Map;

/** The main class of a JVM that only runs a collector until its standard input ends. */
final class SmallHeapCollector {
    private SmallHeapCollector() {}

    /** @param arguments contact point and keyspace */
    public static void main(String[] arguments) throws IOException {
        CassandraConfig config =
                CassandraSettings.read(
                        new Settings(Map.of(
                                "dapper.cassandra.contact-points",
                                arguments[0],
                                "dapper.cassandra.keyspace",
                                arguments[1])::get),
                        new WatchedFiles());
        try (CassandraStorage storage = CassandraStorage.open(config);
                Collector collector = Collectors.start(storage.writer())) {
            System.out.println("ports " + collector.grpcPort() + " " + collector.httpPort());
            while (System.in.read() >= 0) {
                // Only the end matters.
            }
        }
    }
}
