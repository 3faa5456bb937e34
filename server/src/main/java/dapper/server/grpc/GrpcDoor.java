// SPDX-License-Identifier: Apache-2.0
package dapper.server.grpc;

import dapper.server.Endpoint;
import dapper.server.ServerProcess;
import dapper.server.SlowClients;
import dapper.server.auth.Scope;
import dapper.server.tls.ClientCertificates;
import dapper.server.tls.Tls;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The parts of a gRPC server that do not depend on what it serves: its port, TLS, tokens, and the limits of its sockets. */
public final class GrpcDoor {
    private static final int IDLE_MINUTES = 10;
    /** Then a client connects again, and meets the certificates and authorities of that time. */
    private static final Duration LONGEST_CONNECTION = Duration.ofMinutes(30);

    private static final int GRACE_MINUTES = 5;

    private final String name;
    private final ServerProcess process;
    private final Duration longestConnection;
    private final LimitedSockets sockets;

    /**
     * @param name in the names of metrics: {@code collector}
     * @param mostConnections open at a time; further ones are closed
     */
    public GrpcDoor(String name, ServerProcess process, int mostConnections) {
        this(name, process, mostConnections, LONGEST_CONNECTION);
    }

    /** @param longestConnection after this time a connection takes no new calls; a second or more */
    GrpcDoor(String name, ServerProcess process, int mostConnections, Duration longestConnection) {
        this.name = name;
        this.process = process;
        this.longestConnection = longestConnection;
        this.sockets = new LimitedSockets(mostConnections);
    }

    /**
     * @param clients whether clients show certificates, if the process has TLS
     * @param scope the scope of all calls, if the process has tokens
     */
    public NettyServerBuilder server(Endpoint endpoint, ClientCertificates clients, Scope scope, SlowClients slow) {
        process.opens(endpoint);
        Tls tls = process.tls(clients);
        ServerCredentials credentials = tls == null ? InsecureServerCredentials.create() : tls.grpc(clients);
        return sockets.use(NettyServerBuilder.forAddress(endpoint.address(), credentials))
                .intercept(new GrpcGate(process.tokens(), scope, process.refusals(name)))
                // Runs before the gate.
                .intercept(new GrpcTraceIdInLogs())
                // For the TLS handshake and the connection's first frames.
                .handshakeTimeout(slow.patience().toMillis(), TimeUnit.MILLISECONDS)
                // Clients may probe idle connections; our probes find those that are dead or never finish a frame.
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
                .maxConnectionAge(longestConnection.toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAgeGrace(GRACE_MINUTES, TimeUnit.MINUTES);
    }

    /** Stops the threads of the sockets. */
    public void stop() {
        sockets.stop();
    }
}
