// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One keep-alive connection that requests the same pages repeatedly. It is cheap, so that it does not distort the
 * measurement.
 */
final class LoadClient implements AutoCloseable {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private static final Pattern COOKIE =
            Pattern.compile("\\nset-cookie: (JSESSIONID=[^;\r]+)", Pattern.CASE_INSENSITIVE);

    private final int port;
    private Socket socket;
    private InputStream input;
    private byte[][] requests;
    private final byte[] buffer = new byte[131_072];
    private int next;
    private boolean first = true;

    LoadClient(int port, List<String> paths) throws IOException {
        this.port = port;
        socket = connect(port);
        input = socket.getInputStream();
        requests = paths.stream()
                .map(path -> "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                .map(request -> request.getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Opens a new connection: the server may have closed the present one while it was idle. The session stays. */
    void reconnect() throws IOException {
        socket.close();
        socket = connect(port);
        input = socket.getInputStream();
    }

    /** Returns the status of the answer after reading it to its end. */
    int request() throws IOException {
        socket.getOutputStream().write(requests[next]);
        next = (next + 1) % requests.length;
        int length = 0;
        int body = -1;
        while (body < 0) {
            length += read(length);
            body = endOfHead(length);
        }
        if (contains(body, CHUNKED)) {
            while (!endsWith(length, LAST_CHUNK)) {
                length += read(length);
            }
        } else {
            int total = body + contentLength(body);
            while (length < total) {
                length += read(length);
            }
        }
        if (first) {
            first = false;
            keepSession(body);
        }
        return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
    }

    /** Otherwise an application with sessions would begin one for each request. */
    private void keepSession(int headLength) {
        Matcher cookie = COOKIE.matcher(new String(buffer, 0, headLength, StandardCharsets.ISO_8859_1));
        if (cookie.find()) {
            requests = Arrays.stream(requests)
                    .map(request -> new String(request, 0, request.length - 2, StandardCharsets.ISO_8859_1))
                    .map(head -> head + "Cookie: " + cookie.group(1) + "\r\n\r\n")
                    .map(request -> request.getBytes(StandardCharsets.ISO_8859_1))
                    .toArray(byte[][]::new);
        }
    }

    private int read(int at) throws IOException {
        int read = input.read(buffer, at, buffer.length - at);
        if (read <= 0) {
            throw new IOException("the answer is cut: " + new String(buffer, 0, at, StandardCharsets.ISO_8859_1));
        }
        return read;
    }

    private int endOfHead(int length) {
        for (int i = 3; i < length; i++) {
            if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean contains(int headLength, byte[] header) {
        for (int i = 0; i + header.length < headLength; i++) {
            if (buffer[i] == '\n' && matches(i + 1, header)) {
                return true;
            }
        }
        return false;
    }

    /** No page has these bytes inside; to look for chunks would cost more. */
    private boolean endsWith(int length, byte[] end) {
        return Arrays.equals(buffer, length - end.length, length, end, 0, end.length);
    }

    /** Returns 0 without such a header. */
    private int contentLength(int headLength) {
        for (int i = 0; i + LENGTH.length < headLength; i++) {
            if (buffer[i] == '\n' && matches(i + 1, LENGTH)) {
                int value = 0;
                for (int at = i + 1 + LENGTH.length; buffer[at] != '\r'; at++) {
                    value = buffer[at] == ' ' ? value : 10 * value + buffer[at] - '0';
                }
                return value;
            }
        }
        return 0;
    }

    private boolean matches(int at, byte[] header) {
        for (int i = 0; i < header.length; i++) {
            if (Character.toLowerCase((char) buffer[at + i]) != header[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
