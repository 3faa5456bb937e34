// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import dapper.server.SlowClients;
import io.prometheus.metrics.core.metrics.Counter;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A port that closes the connections of clients that are too slow: with their TLS handshake, with a request (headers or
 * body), or in taking an answer. Each slow reader holds a thread and the memory of its answer, and many together all of
 * them.
 *
 * <p>Jetty's idle timeout begins anew with each byte, and its rates count the time in which the server is slow. This
 * looks at all connections several times within the patience, on the scheduler's thread.
 */
final class WatchedConnector extends ServerConnector {
    private final SlowClients slow;
    private final Counter closed;

    /** @param closed counts the connections */
    WatchedConnector(Server server, SlowClients slow, Counter closed, ConnectionFactory... protocols) {
        super(server, protocols);
        this.slow = slow;
        this.closed = closed;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        WatchedEndPoint endPoint = new WatchedEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        schedule();
    }

    private void schedule() {
        // A scheduler that is stopped forgets its tasks.
        getScheduler().schedule(this::look, slow.pause().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!isRunning()) {
            return;
        }
        try {
            getConnectedEndPoints().forEach(endPoint -> {
                if (endPoint instanceof WatchedEndPoint watched && watched.isOpen() && watched.isTooSlow(slow)) {
                    closed.inc();
                    watched.close(new TimeoutException(slow.explanation()));
                }
            });
        } finally {
            schedule();
        }
    }
}
