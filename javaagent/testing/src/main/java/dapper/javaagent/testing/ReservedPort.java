// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine on which nothing listens while this is open: it is bound but not listened on. A free port that
 * was found and released could be taken by another process a moment later.
 */
public final class ReservedPort implements AutoCloseable {
    private final Socket socket = new Socket();

    public ReservedPort() {
        try {
            socket.bind(new InetSocketAddress(0));
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
