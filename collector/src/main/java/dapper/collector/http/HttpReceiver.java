// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.collector.agents.AgentReports;
import dapper.collector.pipeline.Admission;
import dapper.collector.pipeline.BodyReader;
import dapper.collector.pipeline.CollectorMetrics;
import dapper.collector.pipeline.Intake;
import dapper.collector.pipeline.SlowSenders;
import dapper.collector.strategies.Strategies;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: OTLP/HTTP, metrics, health.
 *
 * <p>It uses Jetty without servlets, which is on the class path anyway for the query service. Jetty passes bodies on
 * piece by piece without blocking a thread, so limits apply while a body arrives, and a slow sender costs a connection,
 * not a thread.
 */
public final class HttpReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(HttpReceiver.class);
    private static final int MOST_THREADS = 32;
    private static final long IDLE_MILLIS = 30_000;
    private static final long SHUTDOWN_IDLE_MILLIS = 100;

    private final Server server;
    private final int port;

    private HttpReceiver(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    /** @throws Exception if the address cannot be opened */
    public static HttpReceiver start(
            InetSocketAddress address,
            Intake traces,
            Intake metrics,
            AgentReports agents,
            Admission admission,
            BodyReader reader,
            Strategies strategies,
            CollectorMetrics own,
            SlowSenders slow,
            int mostConnections,
            BooleanSupplier ready)
            throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("dapper-otlp-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        connector.addBean(new SlowConnections(connector, slow));
        server.addBean(new NetworkConnectionLimit(mostConnections, connector));
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(new Routes(
                new ExportHandler("spans", traces, admission, reader),
                new ExportHandler("metrics", metrics, admission, reader),
                new MetricsHandler(own.registry()),
                new AgentsHandler(agents),
                new SamplingHandler(strategies),
                ready)));
        server.setErrorHandler((request, response, callback) -> {
            Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
            HttpAnswer.problem(
                    response, callback, response.getStatus(), message == null ? "error" : message.toString());
            return true;
        });
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
