// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.collector.agents.AgentReports;
import dapper.collector.pipeline.Intakes;
import dapper.collector.strategies.Strategies;
import dapper.server.Listener;
import dapper.server.ServerProcess;
import dapper.server.auth.Scope;
import dapper.server.http.HttpDoor;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: OTLP/HTTP, the reports of agents, sampling strategies.
 *
 * <p>It uses Jetty without servlets, which is on the class path anyway for the query service. Jetty passes bodies on
 * piece by piece without blocking a thread, so limits apply while a body arrives, and a slow sender costs a connection,
 * not a thread.
 */
public final class HttpReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(HttpReceiver.class);
    private static final int MOST_THREADS = 32;

    private final Server server;
    private final int port;

    private HttpReceiver(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * @param outage the reason why requests are not or no longer accepted, or null
     * @throws Exception if the address cannot be opened
     */
    public static HttpReceiver start(
            Listener listener,
            ServerProcess process,
            Intakes intakes,
            AgentReports agents,
            Strategies strategies,
            Supplier<@Nullable String> outage)
            throws Exception {
        HttpDoor door = new HttpDoor(
                "collector",
                listener,
                process,
                path -> path.equals("/agents") ? Scope.ADMIN : Scope.INGEST,
                MOST_THREADS,
                outage);
        Server server = new Server(door.threads());
        HttpConfiguration configuration = new HttpConfiguration();
        door.configure(configuration);
        ServerConnector connector = door.connector(server, configuration);
        server.addConnector(connector);
        door.prepare(
                server,
                new GracefulHandler(new Routes(
                        new ExportHandler("spans", intakes.traces(), intakes),
                        new ExportHandler("metrics", intakes.metrics(), intakes),
                        new AgentsHandler(agents),
                        new SamplingHandler(strategies))));
        try {
            server.start();
            return new HttpReceiver(server, connector.getLocalPort());
        } catch (Exception e) {
            server.stop();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** Accepts no further requests, waits for those in flight, aborts those that last longer, and stops the threads. */
    public void stop(Duration patience) throws Exception {
        server.setStopTimeout(Math.max(1, patience.toMillis()));
        try {
            server.stop();
        } catch (TimeoutException e) {
            LOG.warn("OTLP/HTTP requests that were not finished after {} ms are given up", patience.toMillis());
        }
    }
}
