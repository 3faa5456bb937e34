// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of a channel with a bounded connect time, and remembers the newest: a channel whose threads ran out
 * of memory no longer closes it.
 */
final class ChannelSockets extends SocketFactory {
    private final int timeoutMillis;
    private final boolean tls;
    private volatile @Nullable Socket newest;

    /** @param tls true if TLS is used on them; it writes large records and does not flush them */
    ChannelSockets(long timeoutMillis, boolean tls) {
        this.timeoutMillis = (int) Math.min(timeoutMillis, Integer.MAX_VALUE);
        this.tls = tls;
    }

    @Override
    public Socket createSocket() {
        Socket socket = tls ? new Socket() : new LargeWrites();
        newest = socket;
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local) throws IOException {
        Socket socket = createSocket();
        boolean connected = false;
        try {
            socket.bind(local);
            socket.connect(remote, timeoutMillis);
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                socket.close();
            }
        }
    }

    void closeNewest() {
        Socket socket = newest;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException nothingMoreToDo) {
                // The socket is abandoned in any case.
            }
        }
    }

    /**
     * gRPC's transport writes 8 KiB at a time and flushes explicitly: without this buffer, most of a call's cost would
     * be system calls.
     */
    private static final class LargeWrites extends Socket {
        private static final int BUFFER_BYTES = 1 << 16;

        private @Nullable OutputStream out;

        @Override
        public synchronized OutputStream getOutputStream() throws IOException {
            OutputStream buffered = out;
            if (buffered == null) {
                buffered = new BufferedOutputStream(super.getOutputStream(), BUFFER_BYTES);
                out = buffered;
            }
            return buffered;
        }
    }
}
