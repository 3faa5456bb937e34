// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine that nobody else gets as long as this is open: it is bound and not listened on. Connections to it are
 * refused until a server of the test listens there, which it may, as often as it likes. One that was looked for and given
 * back may be somebody else's a moment later.
 */
public final class ReservedPort implements AutoCloseable {
    private final Socket socket = new Socket();

    public ReservedPort() {
        try {
            // Servers bind with the same option, which is what lets them.
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
