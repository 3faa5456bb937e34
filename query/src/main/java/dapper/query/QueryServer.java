// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import dapper.query.alerts.AlertRules;
import dapper.query.alerts.Alerts;
import dapper.query.api.Api;
import dapper.query.api.ApiSettings;
import dapper.query.api.Readers;
import dapper.query.live.LiveTails;
import dapper.query.viewer.Login;
import dapper.query.viewer.Setup;
import dapper.query.viewer.Viewer;
import dapper.server.Listener;
import dapper.server.ServerProcess;
import dapper.server.SlowClients;
import dapper.server.http.HttpDoor;
import dapper.server.http.ServerProblems;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HTTP server of API and viewer; its threads end with {@link #close()}. */
public final class QueryServer implements AutoCloseable {
    private static final int MAX_THREADS = 200;
    /** Each connection has at most one request waiting for a thread. */
    private static final int MAX_CONNECTIONS = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LEAST_BYTES_TAKEN = 64 << 10;

    private final QueryConfig config;
    private final ServerProcess process;
    private final Function<Tenant, Readers> readers;
    private final Setup setup;
    private final HttpDoor door;
    private final Metrics metrics;
    private final AlertRules rules;
    private final Alerts alerts;
    private final LiveTails tails;
    private final Javalin javalin;

    private QueryServer(
            QueryConfig config,
            ServerProcess process,
            Function<Tenant, Readers> readers,
            Setup setup,
            Duration patience) {
        this.config = config;
        this.process = process;
        this.readers = readers;
        this.setup = setup;
        this.rules = AlertRules.load(config.alerts().rules(), process.files());
        this.metrics = new Metrics(process.metrics());
        this.door = new HttpDoor(
                "query",
                new Listener(
                        config.address(),
                        config.clients(),
                        new SlowClients(patience, LEAST_BYTES_TAKEN, "the query service"),
                        MAX_CONNECTIONS),
                process,
                new QueryAccess(),
                MAX_THREADS,
                new StoreCheck(this::outage, System::nanoTime));
        this.alerts = alerts();
        this.tails = new LiveTails(config.live());
        this.javalin = Javalin.create(this::configure);
    }

    /**
     * Listens on the configured address.
     *
     * @param readers the readers of a tenant; may block when it is asked for a tenant's first time
     * @param setup facts for the viewer's page that is shown while no trace is stored
     * @throws dapper.server.settings.InvalidSettingException for a rules file of alerts that cannot be used
     * @throws dapper.server.StartException if the port is taken or the address is not one of this machine
     */
    public static QueryServer start(
            QueryConfig config, ServerProcess process, Function<Tenant, Readers> readers, Setup setup) {
        return start(config, process, readers, setup, PATIENCE);
    }

    /** @param patience with slow clients */
    static QueryServer start(
            QueryConfig config,
            ServerProcess process,
            Function<Tenant, Readers> readers,
            Setup setup,
            Duration patience) {
        // It would log what the exception says, once more and with a stack trace.
        JavalinLogger.enabled = false;
        QueryServer server = new QueryServer(config, process, readers, setup, patience);
        try {
            server.javalin.start();
        } catch (JavalinException e) {
            throw config.address().explain(e);
        }
        server.alerts.start();
        return server;
    }

    private Alerts alerts() {
        Alerts made = new Alerts(config.alerts(), rules, this::sources, InstantSource.system(), this::viewer);
        made.register(process.metrics());
        return made;
    }

    private Alerts.Sources sources(Tenant tenant) {
        Readers own = readers.apply(tenant);
        return new Alerts.Sources(own.calls(), own.alerts());
    }

    private String viewer() {
        String given = config.alerts().viewer();
        return given.isEmpty() ? process.scheme() + "://" + config.address().withPort(port()) : given;
    }

    /** Returns the port in use, also if the system chose it. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        alerts.close();
        // Before the server, which waits for answers under way.
        tails.close();
        javalin.stop();
    }

    private void configure(JavalinConfig javalinConfig) {
        javalinConfig.startup.showJavalinBanner = false;
        javalinConfig.startup.showOldJavalinVersionWarning = false;
        javalinConfig.startup.startupWatcherEnabled = false;
        // Otherwise a path that the gate does not know as a protected one could lead there.
        javalinConfig.router.ignoreTrailingSlashes = false;
        javalinConfig.http.prefer405over404 = true;
        javalinConfig.http.maxRequestSize = Login.MOST_BYTES;
        javalinConfig.jetty.modifyHttpConfiguration(door::configure);
        javalinConfig.jetty.addConnector(door::connector);
        javalinConfig.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new ServerProblems()));
        javalinConfig.jetty.threadPool = door.threads();
        javalinConfig.jetty.modifyServer(server -> door.prepare(server, null));
        javalinConfig.requestLogger.http(metrics::count);
        new Viewer(setup).register(javalinConfig.routes);
        new Login(process.tokens(), process.tls() != null).register(javalinConfig.routes);
        Api api = new Api(
                readers,
                Clock.systemUTC(),
                new ApiSettings(
                        config.lookback(),
                        config.limit(),
                        config.maxConcurrent(),
                        config.memoryBytes(),
                        config.memoryWait(),
                        config.insights()),
                rules,
                tails);
        api.register(javalinConfig.routes);
        metrics.watch(api.memory());
        metrics.watch(tails);
    }

    private @Nullable String outage() {
        try {
            readers.apply(Tenant.DEFAULT).traces().services();
            return null;
        } catch (StorageUnavailableException e) {
            return "the trace store does not answer";
        }
    }
}
