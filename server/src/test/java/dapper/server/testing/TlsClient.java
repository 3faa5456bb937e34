// SPDX-License-Identifier: Apache-2.0
package dapper.server.testing;

import java.io.EOFException;
import java.io.IOException;
import java.security.cert.X509Certificate;
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
        try {
            subject(context, port, version, application, request);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the subject of the certificate that the server shows to a new connection, such as {@code CN=server}. The
     * parameters are those of {@link #isLetIn}.
     *
     * @throws IOException if the server does not answer
     */
    public static String subject(SSLContext context, int port, String version, String application, byte[] request)
            throws IOException {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setApplicationProtocols(new String[] {application});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write(request);
            // The server sends the ticket that resumes a session before the answer.
            if (socket.getInputStream().read() < 0) {
                throw new EOFException("no answer");
            }
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }
}
