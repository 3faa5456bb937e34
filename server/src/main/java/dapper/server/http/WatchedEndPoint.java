// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import dapper.server.SlowClients;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one client, with the time that the service has waited for it to take an answer. Only that time is
 * measured: while the service itself is slow, or an answer fits into the system's buffers, no time passes here.
 *
 * <p>Written by one thread at a time, looked at by the thread of {@link WatchedConnector}.
 */
final class WatchedEndPoint extends SocketChannelEndPoint {
    private static final long NOT_WAITING = Long.MIN_VALUE;

    private final long opened = System.nanoTime();
    private volatile long written;
    private volatile long waited;
    private volatile long waitingSince = NOT_WAITING;
    private volatile boolean shakingHands;

    // The window of taking, and the request that is arriving; used by one thread of WatchedConnector at a time.
    private long writtenBefore;
    private long waitedBefore;
    private long begun = NOT_WAITING;
    private long bytesAtFirst;

    WatchedEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /** The engine itself has a session and a protocol before the client has finished its part of the handshake. */
    @Override
    public void setConnection(Connection connection) {
        if (connection instanceof SslConnection tls) {
            shakingHands = true;
            tls.addHandshakeListener(new SslHandshakeListener() {
                @Override
                public void handshakeSucceeded(Event event) {
                    shakingHands = false;
                }
            });
        }
        super.setConnection(connection);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread at a time writes to a connection.
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long since = waitingSince;
        if (since != NOT_WAITING) {
            waited += System.nanoTime() - since;
            waitingSince = NOT_WAITING;
        }
        long before = remaining(buffers);
        try {
            return super.flush(buffers);
        } finally {
            written += before - remaining(buffers);
        }
    }

    @Override
    protected void onIncompleteFlush() {
        waitingSince = System.nanoTime();
        super.onIncompleteFlush();
    }

    private static long remaining(ByteBuffer... buffers) {
        long bytes = 0;
        for (ByteBuffer buffer : buffers) {
            bytes += buffer.remaining();
        }
        return bytes;
    }

    boolean isTooSlow(SlowClients slow) {
        long nanos = slow.patience().toNanos();
        return isShakingHandsLongerThan(nanos)
                || isArrivingTooSlowly(slow)
                || isTakingLessThan(slow.patience().toMillis() * slow.leastBytesTaken() / 1000, nanos);
    }

    private boolean isShakingHandsLongerThan(long nanos) {
        return shakingHands && System.nanoTime() - opened > nanos;
    }

    private boolean isArrivingTooSlowly(SlowClients slow) {
        HttpConnection http = http();
        if (http == null || !isArriving(http.getParser())) {
            begun = NOT_WAITING;
            return false;
        }
        long now = http.getParser().getBeginNanoTime();
        if (begun != now) {
            begun = now;
            bytesAtFirst = http.getBytesIn();
            return false;
        }
        // Otherwise the server is slow.
        return isFillInterested() && slow.isTooSlow(System.nanoTime() - begun, http.getBytesIn() - bytesAtFirst);
    }

    private @Nullable HttpConnection http() {
        Connection connection = getConnection();
        if (connection instanceof SslConnection tls) {
            connection = tls.getSslEndPoint().getConnection();
        }
        return connection instanceof HttpConnection http ? http : null;
    }

    private static boolean isArriving(HttpParser parser) {
        return switch (parser.getState()) {
            case START, CONTENT_END, END, CLOSE, CLOSED -> false;
            default -> true;
        };
    }

    /**
     * Returns whether the client took fewer bytes than this while the service waited for it for this long. A new window
     * begins with each that it has passed.
     */
    private boolean isTakingLessThan(long bytes, long nanos) {
        long since = waitingSince;
        long waitedNow = waited + (since == NOT_WAITING ? 0 : System.nanoTime() - since);
        if (waitedNow - waitedBefore < nanos) {
            return false;
        }
        boolean less = written - writtenBefore < bytes;
        writtenBefore = written;
        waitedBefore = waitedNow;
        return less;
    }
}
