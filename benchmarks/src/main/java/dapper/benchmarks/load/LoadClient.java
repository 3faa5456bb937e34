// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One keep-alive connection that requests the same page repeatedly. It is cheap, so that it does not distort the
 * measurement.
 */
final class LoadClient implements AutoCloseable {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.ISO_8859_1);

    private final Socket socket;
    private final InputStream input;
    private final byte[] request;
    private final byte[] buffer = new byte[16_384];

    LoadClient(int port, String path) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        input = socket.getInputStream();
        request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the status of the answer after reading it to its end. */
    int request() throws IOException {
        socket.getOutputStream().write(request);
        int length = 0;
        int body = -1;
        while (body < 0) {
            length += read(length);
            body = endOfHead(length);
        }
        int total = body + contentLength(body);
        while (length < total) {
            length += read(length);
        }
        return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
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

    /** Returns 0 without such a header; chunked answers are not supported. */
    private int contentLength(int headLength) {
        for (int i = 0; i + LENGTH.length < headLength; i++) {
            if (buffer[i] == '\n' && matches(i + 1)) {
                int value = 0;
                for (int at = i + 1 + LENGTH.length; buffer[at] != '\r'; at++) {
                    value = buffer[at] == ' ' ? value : 10 * value + buffer[at] - '0';
                }
                return value;
            }
        }
        return 0;
    }

    private boolean matches(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            if (Character.toLowerCase((char) buffer[at + i]) != LENGTH[i]) {
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
