// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.ListenAddress;
import dapper.server.tls.ClientCertificates;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The answer of a server to a health check.
 *
 * @param running false if nothing listens on the port
 * @param ready true if requests are accepted
 * @param description for the terminal
 */
record Health(boolean running, boolean ready, String description) {
    private static final int TIMEOUT_MILLIS = 3000;

    /**
     * Asks the server. Of all addresses it listens on, loopback is asked.
     *
     * @param tls whether it speaks TLS; its certificate is not checked, because nothing secret is sent
     */
    static Health of(ListenAddress address, boolean tls, ClientCertificates clients) {
        String asked = address.host() + ":" + address.port();
        try {
            HttpURLConnection connection = open(address, tls);
            int status = connection.getResponseCode();
            return status == HttpURLConnection.HTTP_OK
                    ? new Health(true, true, "ready")
                    : new Health(true, false, "not ready (" + asked + " answers " + status + ")");
        } catch (ConnectException e) {
            return new Health(false, false, "does not run (nothing listens on " + asked + ")");
        } catch (SSLException e) {
            return tls && clients == ClientCertificates.REQUIRED
                    ? new Health(true, true, "runs (it answers only clients with a certificate)")
                    : new Health(true, false, "not ready (" + asked + ": " + Failure.text(e) + ")");
        } catch (IOException e) {
            return new Health(true, false, "not ready (" + asked + ": " + Failure.text(e) + ")");
        }
    }

    private static HttpURLConnection open(ListenAddress address, boolean tls) throws IOException {
        InetAddress resolved = InetAddress.getByName(address.host());
        String host = (resolved.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : resolved).getHostAddress();
        String authority = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.port();
        HttpURLConnection connection =
                (HttpURLConnection) URI.create((tls ? "https://" : "http://") + authority + "/health/ready")
                        .toURL()
                        .openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        if (connection instanceof HttpsURLConnection encrypted) {
            encrypted.setSSLSocketFactory(trustingAll().getSocketFactory());
            encrypted.setHostnameVerifier((name, session) -> true);
        }
        return connection;
    }

    private static SSLContext trustingAll() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
