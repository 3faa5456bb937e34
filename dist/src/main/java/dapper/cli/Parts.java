// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.collector.Collector;
import dapper.collector.CollectorConfig;
import dapper.query.QueryConfig;
import dapper.query.QueryServer;
import dapper.query.alerts.AlertRules;
import dapper.query.api.Readers;
import dapper.query.viewer.Setup;
import dapper.server.ServerProcess;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.server.storage.CassandraSettings;
import dapper.server.storage.EmbeddedCassandraSettings;
import dapper.server.storage.WriteMetrics;
import dapper.storage.SpanWriter;
import dapper.storage.Tenant;
import dapper.storage.calls.CallWriter;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.TenantStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.embedded.EmbeddedCassandraConfig;
import dapper.storage.embedded.NodeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers of a command: each is started as one step, and stopped with the command. */
final class Parts {
    /** With the embedded node as the cluster, these would have no effect. */
    private static final List<String> OF_A_CLUSTER =
            List.of("dapper.cassandra.contact-points", "dapper.cassandra.local-datacenter");

    private static final String TLS_OF_A_CLUSTER = "dapper.cassandra.tls.";

    private static final Logger LOG = LoggerFactory.getLogger("dapper.cassandra");

    private final Settings settings;
    private final Console console;
    private final Steps steps;
    private final Running running;
    private final Installation installation;
    private ServerProcess process = new ServerProcess();
    private @Nullable Integer collectorPort;

    Parts(Invocation invocation, Steps steps, Running running) {
        this.installation = invocation.installation();
        this.settings = invocation.settings();
        this.console = invocation.console();
        this.steps = steps;
        this.running = running;
    }

    /** Returns the settings of all servers in one process, with embedded storage. */
    static List<Setting> allInOneSettings() {
        List<Setting> all = join(List.of(
                EmbeddedCassandraSettings.SETTINGS,
                CassandraSettings.SETTINGS,
                CollectorConfig.SETTINGS,
                QueryConfig.SETTINGS));
        all.removeIf(
                setting -> OF_A_CLUSTER.contains(setting.key()) || setting.key().startsWith(TLS_OF_A_CLUSTER));
        return all;
    }

    /** Returns all settings, each once. */
    static List<Setting> join(List<List<Setting>> lists) {
        List<Setting> all = new ArrayList<>();
        lists.forEach(list -> list.stream().filter(one -> !all.contains(one)).forEach(all::add));
        return all;
    }

    /** Sets the process for the parts that start from now on. */
    void start(ServerProcess started) {
        process = running.add(started);
    }

    EmbeddedCassandra cassandra() throws Exception {
        EmbeddedCassandraConfig config = EmbeddedCassandraSettings.read(settings);
        return steps.run("Cassandra", () -> {
            EmbeddedCassandra node = running.add(EmbeddedCassandra.start(config, this::report));
            return new Steps.Done<>(
                    node, "CQL on 127.0.0.1:" + node.contactPoint().getPort() + ", data in " + config.data());
        });
    }

    /** Reports a long start to the terminal, and interruptions to the log. Runs on threads of the node. */
    private void report(NodeEvent event) {
        if (event instanceof NodeEvent.StillStarting start) {
            // Without the last line of Cassandra's log, which is meaningless to most users.
            console.say("      Cassandra is starting, " + start.seconds() + " s");
        } else if (event instanceof NodeEvent.OutOfSpace || event instanceof NodeEvent.RunsAgain) {
            LOG.warn(event.sentence());
        } else if (event instanceof NodeEvent.Failed) {
            running.failed(event.sentence());
        }
    }

    private CassandraStorage storage(CassandraConfig config) {
        CassandraStorage storage = running.add(CassandraStorage.open(config));
        WriteMetrics.register(storage.writeCounts(), process.metrics());
        return storage;
    }

    /** Returns storage in the cluster of the settings. */
    CassandraStorage storage() {
        return storage(CassandraSettings.read(settings, process.files()));
    }

    CassandraStorage storage(EmbeddedCassandra node) {
        return storage(CassandraSettings.read(settings, process.files()).toBuilder()
                .tls(null, true)
                .build()
                .at(node.contactPoint(), node.localDatacenter()));
    }

    Collector collector(Function<Tenant, SpanWriter> writers, Function<Tenant, CallWriter> callWriters)
            throws Exception {
        CollectorConfig config = CollectorConfig.from(settings);
        return steps.run("collector", () -> {
            Collector collector = running.add(Collector.start(config, process, writers, callWriters));
            collectorPort = collector.grpcPort();
            return new Steps.Done<>(
                    collector,
                    "OTLP gRPC on " + config.grpc().address().host() + ":" + collector.grpcPort() + ", HTTP on "
                            + config.http().address().host() + ":" + collector.httpPort());
        });
    }

    QueryServer query(Function<Tenant, TenantStorage> storage) throws Exception {
        QueryConfig config = QueryConfig.from(settings);
        return steps.run("query, viewer", () -> {
            Setup setup = new Setup(
                    installation.pathIfPresent(Installation.AGENT),
                    installation.pathIfPresent(Installation.LAUNCHER),
                    collectorPort);
            QueryServer server = running.add(QueryServer.start(config, process, readers(storage), setup));
            return new Steps.Done<>(
                    server, process.scheme() + "://" + config.address().withPort(server.port()));
        });
    }

    private static Function<Tenant, Readers> readers(Function<Tenant, TenantStorage> storage) {
        return storage.andThen(own -> new Readers(own.reader(), own.callReader(), own.alerts()));
    }

    /** An invalid value is better reported before the first part has started. */
    static void check(Settings settings) {
        EmbeddedCassandraSettings.read(settings);
        CassandraSettings.read(settings, new WatchedFiles());
        CollectorConfig.from(settings);
        AlertRules.load(QueryConfig.from(settings).alerts().rules(), new WatchedFiles());
    }
}
