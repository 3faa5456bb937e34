// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends requests with header lines that no HTTP client would write. */
public final class RawHttp {
    private RawHttp() {}

    /**
     * Sends a request without a body on a new connection.
     *
     * @param headers whole lines, without line ends
     * @return the whole answer
     */
    public static String send(String method, URI uri, List<String> headers) {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(90_000);
            StringBuilder request = new StringBuilder()
                    .append(method)
                    .append(' ')
                    .append(uri.getRawPath())
                    .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                    .append(" HTTP/1.1\r\nHost: ")
                    .append(uri.getAuthority())
                    .append("\r\nContent-Length: 0\r\nConnection: close\r\n");
            headers.forEach(line -> request.append(line).append("\r\n"));
            request.append("\r\n");
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
