// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import dapper.server.Listener;
import dapper.server.ServerProcess;
import dapper.server.tls.Tls;
import io.prometheus.metrics.core.metrics.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an HTTP server that do not depend on what it serves: its port with TLS and limits, its threads, the
 * answers to requests it refuses, health, and metrics. The query service gives them to Javalin's Jetty, the collector to
 * its own.
 */
public final class HttpDoor {
    private static final long IDLE_MILLIS = 30_000;
    private static final long SHUTDOWN_IDLE_MILLIS = 100;
    private static final int FEWEST_THREADS = 8;
    /** As for gRPC. */
    private static final Duration LONGEST_CONNECTION = Duration.ofMinutes(30);

    /** More than any sender of OTLP sends in one request with its defaults. */
    private static final long MOST_UNREAD_BYTES = 64L << 20;

    private final String name;
    private final Listener listener;
    private final ServerProcess process;
    private final @Nullable Tls tls;
    private final Access access;
    private final int mostThreads;
    private final Supplier<@Nullable String> outage;
    private final Duration longestConnection;
    private final Counter slowClients;

    /**
     * @param name in the names of threads and metrics: {@code query}
     * @param access the scopes of the paths, if the process has tokens
     * @param outage the reason why requests are not answered at this moment, or null; may block
     * @throws dapper.server.settings.InvalidSettingException if clients show certificates but the process has no TLS
     */
    public HttpDoor(
            String name,
            Listener listener,
            ServerProcess process,
            Access access,
            int mostThreads,
            Supplier<@Nullable String> outage) {
        this(name, listener, process, access, mostThreads, outage, LONGEST_CONNECTION);
    }

    /** @param longestConnection after this time an answer is the last one of its connection */
    HttpDoor(
            String name,
            Listener listener,
            ServerProcess process,
            Access access,
            int mostThreads,
            Supplier<@Nullable String> outage,
            Duration longestConnection) {
        this.name = name;
        this.listener = listener;
        this.process = process;
        this.tls = process.tls(listener.clients());
        this.access = access;
        this.mostThreads = mostThreads;
        this.outage = outage;
        this.longestConnection = longestConnection;
        this.slowClients = Counter.builder()
                .name("dapper_" + name + "_slow_clients")
                .help("Connections closed because the client was too slow.")
                .register(process.metrics());
    }

    public QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(mostThreads, FEWEST_THREADS);
        threads.setName("dapper-" + name);
        threads.setDaemon(true);
        return threads;
    }

    /** Sets the limits of a request's head. */
    public void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(ServerProblems.MOST_HEAD_BYTES);
    }

    public ServerConnector connector(Server server, HttpConfiguration http) {
        process.opens(listener.address());
        ServerConnector connector = new WatchedConnector(server, listener.slow(), slowClients, protocols(http));
        connector.setHost(listener.address().address().getAddress().getHostAddress());
        connector.setPort(listener.address().port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        return connector;
    }

    private ConnectionFactory[] protocols(HttpConfiguration http) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (tls == null) {
            return new ConnectionFactory[] {plain};
        }
        // The certificate need not name the host: clients check that.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls.jetty(listener.clients()), plain.getProtocol()), plain
        };
    }

    /**
     * Puts the handlers that come before the server's own into an empty server.
     *
     * @param content the server's own; null if a framework will add it behind the last of ours
     */
    public void prepare(Server server, @Nullable Handler content) {
        server.addBean(new NetworkConnectionLimit(listener.connections(), server));
        server.setErrorHandler(new ServerProblems());
        server.setRequestLog(new RefusedRequests(process.refusals(name)));
        List<Handler.Wrapper> handlers = new ArrayList<>();
        handlers.add(new TraceIdInLogs());
        handlers.add(new AgedConnections(longestConnection));
        handlers.add(new UnreadBodies(MOST_UNREAD_BYTES));
        if (listener.address().isLoopback() && !process.tokens().required()) {
            handlers.add(new OwnNames(listener.address().host()));
        }
        if (!process.corsOrigins().isEmpty()) {
            handlers.add(crossOrigin());
        }
        handlers.add(new CrossSiteWrites(process.corsOrigins()));
        handlers.add(new Gate(process.tokens(), access, Gate.cookie(tls != null)));
        handlers.add(new OwnRoutes(process.metrics(), outage));
        for (int i = 1; i < handlers.size(); i++) {
            handlers.get(i - 1).setHandler(handlers.get(i));
        }
        if (content != null) {
            handlers.get(handlers.size() - 1).setHandler(content);
        }
        server.setHandler(handlers.get(0));
    }

    private CrossOriginHandler crossOrigin() {
        CrossOriginHandler handler = new CrossOriginHandler();
        handler.setAllowedOriginPatterns(
                process.corsOrigins().stream().map(Pattern::quote).collect(Collectors.toSet()));
        handler.setAllowedMethods(Set.of("GET", "HEAD", "POST"));
        handler.setAllowedHeaders(
                Set.of("Accept", "Authorization", "Content-Encoding", "Content-Type", "traceparent", "tracestate"));
        handler.setAllowCredentials(false);
        return handler;
    }
}
