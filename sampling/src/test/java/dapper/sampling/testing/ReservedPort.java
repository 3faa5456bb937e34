// SPDX-License-Identifier: Apache-2.0
package dapper.sampling.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine that no other process gets while this is open: it is bound but not listening. Connections are
 * refused until a server of the test listens there, which it may do repeatedly. A free port that is only looked up and
 * released may belong to another process a moment later.
 */
public final class ReservedPort implements AutoCloseable {
    private final Socket socket = new Socket();

    public ReservedPort() {
        try {
            // Servers bind with the same option, which allows this.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int number() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
