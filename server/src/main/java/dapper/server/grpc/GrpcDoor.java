// SPDX-License-Identifier: Apache-2.0
package dapper.server.grpc;

import dapper.server.Listener;
import dapper.server.ServerProcess;
import dapper.server.auth.Scope;
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
    private final Listener listener;
    private final ServerProcess process;
    private final Duration longestConnection;
    private final LimitedSockets sockets;

    /** @param name in the names of metrics: {@code collector} */
    public GrpcDoor(String name, Listener listener, ServerProcess process) {
        this(name, listener, process, LONGEST_CONNECTION);
    }

    /** @param longestConnection after this time a connection takes no new calls; a second or more */
    GrpcDoor(String name, Listener listener, ServerProcess process, Duration longestConnection) {
        this.name = name;
        this.listener = listener;
        this.process = process;
        this.longestConnection = longestConnection;
        this.sockets = new LimitedSockets(listener.connections());
    }

    /** @param scope the scope of all calls, if the process has tokens */
    public NettyServerBuilder server(Scope scope) {
        process.opens(listener.address());
        Tls tls = process.tls(listener.clients());
        ServerCredentials credentials = tls == null ? InsecureServerCredentials.create() : tls.grpc(listener.clients());
        return sockets.use(NettyServerBuilder.forAddress(listener.address().address(), credentials))
                .intercept(new GrpcGate(process.tokens(), scope, process.refusals(name)))
                // Runs before the gate.
                .intercept(new GrpcTraceIdInLogs())
                // For the TLS handshake and the connection's first frames.
                .handshakeTimeout(listener.slow().patience().toMillis(), TimeUnit.MILLISECONDS)
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
