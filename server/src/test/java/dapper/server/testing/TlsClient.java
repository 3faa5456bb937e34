// SPDX-License-Identifier: Apache-2.0
package dapper.server.testing;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens connections that resume the sessions of the same context where the server lets them. */
public final class TlsClient {
    private TlsClient() {}

    /**
     * Returns whether the server answers a new connection.
     *
     * @param version of TLS: {@code TLSv1.3}
     * @param application the protocol above TLS: {@code h2}
     * @param request sent first
     */
    public static boolean isLetIn(SSLContext context, int port, String version, String application, byte[] request) {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setApplicationProtocols(new String[] {application});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write(request);
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
