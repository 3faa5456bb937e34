// SPDX-License-Identifier: Apache-2.0
package dapper.server.grpc;

import dapper.server.Endpoint;
import dapper.server.SlowClients;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.util.concurrent.TimeUnit;

/** The parts of a gRPC server that do not depend on what it serves: its port, its sockets and their limits. */
public final class GrpcDoor {
    private static final int IDLE_MINUTES = 10;

    private final LimitedSockets sockets;

    /** @param mostConnections open at a time; further ones are closed */
    public GrpcDoor(int mostConnections) {
        this.sockets = new LimitedSockets(mostConnections);
    }

    public NettyServerBuilder server(Endpoint endpoint, SlowClients slow) {
        return sockets.use(NettyServerBuilder.forAddress(endpoint.address()))
                // For the TLS handshake and the connection's first frames.
                .handshakeTimeout(slow.patience().toMillis(), TimeUnit.MILLISECONDS)
                // Clients may probe idle connections; our probes find those that are dead or never finish a frame.
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES);
    }

    /** Stops the threads of the sockets. */
    public void stop() {
        sockets.stop();
    }
}
