// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine that stays reserved while this is open: it is bound but not listened on. Connections to it are
 * refused until a server of the test listens there, which it may do any number of times. A free port that was found and
 * released could be taken by another process a moment later.
 */
final class ReservedPort implements AutoCloseable {
    private final Socket socket = new Socket();

    ReservedPort() throws IOException {
        // Servers bind with the same option, which makes that possible.
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress("127.0.0.1", 0));
    }

    int number() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
