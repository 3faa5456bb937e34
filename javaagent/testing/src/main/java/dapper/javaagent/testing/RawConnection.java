// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sends bytes that no HTTP client would send. */
final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int RECEIVE_BUFFER_BYTES = 65_536;

    private final Socket socket;

    /** With a small buffer, so that a server cannot send a large response before it is read. */
    RawConnection(URI server) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The first line of the response; empty if the server closes the connection without one. */
    String statusLine() throws IOException {
        String line = line();
        return line == null ? "" : line;
    }

    /** Skips the rest of a response; the first line of the next one, or empty if the server closes the connection. */
    String nextStatusLine() throws IOException {
        String line = line();
        while (line != null && !line.startsWith("HTTP/")) {
            line = line();
        }
        return line == null ? "" : line;
    }

    /** Returns null at the end. A line that ends with two characters is followed by an empty one. */
    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next;
        while ((next = socket.getInputStream().read()) >= 0 && next != '\r' && next != '\n') {
            line.append((char) next);
        }
        return next < 0 && line.length() == 0 ? null : line.toString();
    }

    void readToEnd() throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Closes the connection with a reset, like a client that is killed. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
