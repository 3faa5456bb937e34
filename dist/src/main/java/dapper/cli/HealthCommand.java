// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.collector.CollectorConfig;
import dapper.query.QueryConfig;
import dapper.server.ServerProcess;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.server.tls.Tls;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dapper health}: the health check of a container whose image has no program for HTTP requests. */
final class HealthCommand implements Command {
    private static final String COLLECTOR = "collector";
    private static final String QUERY = "query";
    private static final List<String> SERVERS = List.of(COLLECTOR, QUERY);

    @Override
    public CommandSpec spec() {
        return Command.spec(
                        this,
                        "health",
                        "check the servers on this machine: dapper health collector query",
                        "Exit code 0: every named server is ready. Without a name: at least one server runs, and all that run are",
                        "ready. Otherwise 1. The settings must be those of the servers.")
                .addPositional(Command.word("0..*", "0..*", "SERVER", "collector or query", SERVERS));
    }

    @Override
    public List<Setting> settings() {
        return Parts.join(List.of(CollectorConfig.SETTINGS, QueryConfig.SETTINGS, ServerProcess.SETTINGS));
    }

    @Override
    public int run(Invocation invocation) {
        List<String> named = invocation.arguments();
        for (String name : named) {
            if (!SERVERS.contains(name)) {
                throw new UsageException("\"" + name + "\" is no server with a health check; name collector or query");
            }
        }
        boolean anyReady = false;
        boolean allReady = true;
        for (String server : named.isEmpty() ? SERVERS : named) {
            Health health = health(server, invocation.settings());
            invocation.console().say(server + ": " + health.description());
            anyReady |= health.ready();
            allReady &= health.ready() || (named.isEmpty() && !health.running());
        }
        return anyReady && allReady ? 0 : Failure.FAILED;
    }

    private static Health health(String server, Settings settings) {
        boolean tls = Tls.read(settings, new WatchedFiles()) != null;
        if (server.equals(COLLECTOR)) {
            CollectorConfig config = CollectorConfig.from(settings);
            return Health.of(config.http().address(), tls, config.http().clients());
        }
        QueryConfig config = QueryConfig.from(settings);
        return Health.of(config.address(), tls, config.clients());
    }
}
