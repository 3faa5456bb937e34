// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import io.prometheus.metrics.core.metrics.Counter;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The port of the service, which closes the connections of clients that are too slow: a request must arrive within the
 * patience, and a client that the service waits for must take {@value #LEAST_BYTES_A_SECOND} bytes of an answer a
 * second. Each slow reader holds a thread and the memory of its answer, and many together all of them.
 *
 * <p>Jetty's idle timeout begins anew with each byte, and its rates count the time in which the service is slow. This
 * looks at all connections every quarter of the patience, on the scheduler's thread.
 */
final class SlowClients extends ServerConnector {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LEAST_BYTES_A_SECOND = 64 << 10;

    private final Duration patience;
    private final Counter closed;

    /** @param closed counts the connections */
    SlowClients(Server server, HttpConfiguration http, Duration patience, Counter closed) {
        super(server, new HttpConnectionFactory(http));
        this.patience = patience;
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
        getScheduler().schedule(this::look, patience.dividedBy(4).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!isRunning()) {
            return;
        }
        long nanos = patience.toNanos();
        getConnectedEndPoints().forEach(endPoint -> {
            if (endPoint instanceof WatchedEndPoint watched
                    && watched.isOpen()
                    && (watched.isSendingLongerThan(nanos)
                            || watched.isTakingLessThan(patience.toMillis() * LEAST_BYTES_A_SECOND / 1000, nanos))) {
                closed.inc();
                watched.close(new TimeoutException("the client is too slow"));
            }
        });
        schedule();
    }
}
