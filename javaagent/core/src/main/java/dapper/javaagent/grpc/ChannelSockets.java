// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of a channel, which connects in bounded time, and remembers the newest: a channel whose threads ran out
 * of memory no longer closes it.
 */
final class ChannelSockets extends SocketFactory {
    private final int timeoutMillis;
    private volatile @Nullable Socket newest;

    ChannelSockets(long timeoutMillis) {
        this.timeoutMillis = (int) Math.min(timeoutMillis, Integer.MAX_VALUE);
    }

    @Override
    public Socket createSocket() {
        Socket socket = new Socket();
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
                // It is given up in any case.
            }
        }
    }
}
