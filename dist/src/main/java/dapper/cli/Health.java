// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;

/**
 * The answer of a server to a health check.
 *
 * @param running false if nothing listens on the port
 * @param ready true if requests are accepted
 * @param description for the terminal
 */
record Health(boolean running, boolean ready, String description) {
    private static final int TIMEOUT_MILLIS = 3000;

    /** @param host the address that the server listens on; of all addresses, loopback is asked */
    static Health of(String host, int port) {
        try {
            InetAddress address = InetAddress.getByName(host);
            String asked = (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
            String authority = (asked.indexOf(':') < 0 ? asked : "[" + asked + "]") + ":" + port;
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + authority + "/health/ready").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            return status == HttpURLConnection.HTTP_OK
                    ? new Health(true, true, "ready")
                    : new Health(true, false, "not ready (" + authority + " answers " + status + ")");
        } catch (ConnectException e) {
            return new Health(false, false, "does not run (nothing listens on " + host + ":" + port + ")");
        } catch (IOException e) {
            return new Health(true, false, "not ready (" + host + ":" + port + ": " + Failure.text(e) + ")");
        }
    }
}
