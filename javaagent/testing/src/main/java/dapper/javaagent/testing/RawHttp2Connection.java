// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP/2 connection without TLS by prior knowledge, RFC 9113 section 3.3. It sends what no HTTP client would send: many
 * requests in one write, and malformed ones.
 */
final class RawHttp2Connection implements AutoCloseable {
    /** The result of {@link #answers} for a stream that the server closed without an answer. */
    static final int NO_ANSWER = 0;

    /** The result of {@link #answers} for an uncommon status. */
    static final int OTHER_STATUS = -1;

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int PRIORITY = 32;
    private static final int PRIORITY_BYTES = 5;
    private static final int CANCEL = 8;

    /** The static table of HPACK. */
    private static final Map<String, Integer> INDEXED_NAMES =
            Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6);

    /** The statuses that have an entry of their own in the same table, from index 8 on. */
    private static final int[] INDEXED_STATUSES = {200, 204, 206, 304, 400, 404, 500};

    private final String authority;
    private final Socket socket;
    private final DataInputStream in;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private final Map<Integer, Integer> open = new LinkedHashMap<>();
    private final Map<Integer, Integer> closed = new LinkedHashMap<>();
    private int lastStream = -1;

    RawHttp2Connection(URI server) throws IOException {
        authority = server.getAuthority();
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        unsent.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /**
     * Adds a request without a body. None of the texts may be longer than 126 bytes.
     *
     * @return the number of its stream
     */
    int request(String method, String scheme, String path) {
        return headers(END_STREAM, method, scheme, path);
    }

    /**
     * Adds the beginning of a request with a body that never ends.
     *
     * @return the number of its stream
     */
    int upload(String path) {
        int stream = headers(0, "POST", "http", path);
        frame(DATA, 0, stream, new byte[] {'a'}); // Jetty calls no handler before
        return stream;
    }

    private int headers(int flags, String method, String scheme, String path) {
        String[] headers = {
            ":method", method, ":scheme", scheme, ":authority", authority, ":path", path, "user-agent", "Java"
        };
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < headers.length; i += 2) {
            int name = INDEXED_NAMES.getOrDefault(headers[i], 0);
            block.write(name); // a value that is not indexed
            if (name == 0) {
                literal(block, headers[i]);
            }
            literal(block, headers[i + 1]);
        }
        lastStream += 2;
        frame(HEADERS, flags | END_HEADERS, lastStream, block.toByteArray());
        return lastStream;
    }

    private static void literal(ByteArrayOutputStream block, String text) {
        block.write(text.length());
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Adds the frame by which a client gives up a stream. */
    void cancel(int stream) {
        frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, CANCEL});
    }

    private void frame(int type, int flags, int stream, byte[] payload) {
        int length = payload.length;
        unsent.writeBytes(new byte[] {(byte) (length >> 16), (byte) (length >> 8), (byte) length});
        unsent.writeBytes(new byte[] {(byte) type, (byte) flags});
        unsent.writeBytes(
                new byte[] {(byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream});
        unsent.writeBytes(payload);
    }

    /** Sends all that was added, in one write. */
    void send() throws IOException {
        socket.getOutputStream().write(unsent.toByteArray());
        unsent.reset();
    }

    /**
     * Waits until so many streams are closed, or the connection is.
     *
     * @return the status of each of them, {@link #NO_ANSWER} or {@link #OTHER_STATUS}
     */
    Map<Integer, Integer> answers(int streams) throws IOException {
        try {
            while (closed.size() < streams && readFrame() != GOAWAY) {
                // Each frame may close a stream.
            }
        } catch (EOFException | SocketException e) {
            // The server has closed the connection: streams that are still open get no answer.
        }
        return closed;
    }

    /** Waits until the server begins to answer a stream. */
    void awaitHeaders() throws IOException {
        while (open.isEmpty()) {
            readFrame();
        }
    }

    private int readFrame() throws IOException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        int type = lengthAndType & 0xff;
        if (type == SETTINGS && (flags & ACK) == 0) {
            frame(SETTINGS, ACK, 0, new byte[0]);
            send();
        } else if (type == HEADERS) {
            open.putIfAbsent(stream, status(payload, (flags & PRIORITY) == 0 ? 0 : PRIORITY_BYTES));
        }
        boolean ends = (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0;
        if (type == RST_STREAM || ends) {
            closed.put(stream, open.getOrDefault(stream, NO_ANSWER));
        }
        return type;
    }

    /** The status is the first header of an answer, after changes of the size of HPACK's table. */
    private static int status(byte[] block, int start) {
        int at = start;
        while ((block[at] & 0xe0) == 0x20) {
            boolean isLong = (block[at++] & 0x1f) == 0x1f;
            while (isLong && block[at++] < 0) {
                // Bytes with the highest bit set are followed by another.
            }
        }
        int index = (block[at] & 0xff) - 0x88;
        return index >= 0 && index < INDEXED_STATUSES.length ? INDEXED_STATUSES[index] : OTHER_STATUS;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
