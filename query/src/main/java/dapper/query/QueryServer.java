// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import dapper.query.api.Api;
import dapper.query.api.ServerProblems;
import dapper.query.viewer.Setup;
import dapper.query.viewer.Viewer;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceReader;
import dapper.storage.settings.InvalidSettingException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server of API and viewer; its threads end with {@link #close()}. */
public final class QueryServer implements AutoCloseable {
    private static final int MAX_THREADS = 200;
    /** Each connection has at most one request waiting for a thread. */
    private static final int MAX_CONNECTIONS = 1_000;

    private final QueryConfig config;
    private final TraceReader reader;
    private final Setup setup;
    private final Duration patience;
    private final Metrics metrics = new Metrics();
    private final Javalin javalin;

    private QueryServer(QueryConfig config, TraceReader reader, Setup setup, Duration patience) {
        this.config = config;
        this.reader = reader;
        this.setup = setup;
        this.patience = patience;
        this.javalin = Javalin.create(this::configure);
    }

    /** Listens on the configured address; the viewer gets no facts of the installation. */
    public static QueryServer start(QueryConfig config, TraceReader reader) {
        return start(config, reader, Setup.UNKNOWN);
    }

    /**
     * Listens on the configured address.
     *
     * @param setup facts for the viewer's page that is shown while no trace is stored
     * @throws InvalidSettingException if the port is taken or the address is not one of this machine
     */
    public static QueryServer start(QueryConfig config, TraceReader reader, Setup setup) {
        return start(config, reader, setup, SlowClients.PATIENCE);
    }

    /** @param patience with slow clients */
    static QueryServer start(QueryConfig config, TraceReader reader, Setup setup, Duration patience) {
        QueryServer server = new QueryServer(config, reader, setup, patience);
        // It would log what the exception says, once more and with a stack trace.
        JavalinLogger.enabled = false;
        try {
            server.javalin.start();
        } catch (JavalinBindException e) {
            throw cannotListen(config, e);
        }
        return server;
    }

    /** Returns the port in use, also if the system chose it. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private void configure(JavalinConfig javalinConfig) {
        javalinConfig.startup.showJavalinBanner = false;
        javalinConfig.startup.showOldJavalinVersionWarning = false;
        javalinConfig.startup.startupWatcherEnabled = false;
        javalinConfig.http.prefer405over404 = true;
        javalinConfig.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(ServerProblems.MOST_HEAD_BYTES);
        });
        javalinConfig.jetty.addConnector((server, http) -> {
            SlowClients connector = new SlowClients(server, http, patience, metrics.slowClients());
            connector.setHost(config.host());
            connector.setPort(config.port());
            return connector;
        });
        ServerProblems problems = new ServerProblems();
        javalinConfig.jetty.modifyServletContextHandler(context -> context.setErrorHandler(problems));
        javalinConfig.jetty.threadPool = threads();
        javalinConfig.jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
            server.setErrorHandler(problems);
        });
        javalinConfig.requestLogger.http(metrics::count);
        new Viewer(setup).register(javalinConfig.routes);
        Api api = new Api(
                reader,
                Clock.systemUTC(),
                config.lookback(),
                config.limit(),
                config.maxConcurrent(),
                config.memoryBytes(),
                config.memoryWait());
        api.register(javalinConfig.routes);
        metrics.watch(api.memory());
        javalinConfig.routes.get("/metrics", metrics::write);
        javalinConfig.routes.get("/health/live", context -> context.result("live\n"));
        javalinConfig.routes.get("/health/ready", this::ready);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 8);
        threads.setName("dapper-query");
        return threads;
    }

    private void ready(Context context) {
        try {
            reader.services();
            context.result("ready\n");
        } catch (StorageUnavailableException e) {
            context.status(HttpStatus.SERVICE_UNAVAILABLE).result("not ready: the trace store does not answer\n");
        }
    }

    private static InvalidSettingException cannotListen(QueryConfig config, Exception cause) {
        InvalidSettingException exception = new InvalidSettingException("The query service cannot listen on "
                + config.host() + ":" + config.port()
                + ": the port is in use or the address is not one of this machine; choose another with --"
                + QueryConfig.PORT.key() + " or --" + QueryConfig.HOST.key() + ".");
        exception.initCause(cause);
        return exception;
    }
}
