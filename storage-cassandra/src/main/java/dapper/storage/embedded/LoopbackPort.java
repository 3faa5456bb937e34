// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of this machine's loopback address, checked before the child JVM takes it. */
final class LoopbackPort {
    private LoopbackPort() {}

    /**
     * Returns the wanted port, or a free one where 0 is wanted.
     *
     * @param setting the setting to change if the port is taken
     */
    static int find(int wanted, String setting) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedCassandraException(
                    "Port " + wanted + " of this machine is taken by another program, so the embedded Cassandra cannot"
                            + " use it. Stop that program, or choose another port with " + setting
                            + " (0 takes a free one).",
                    e);
        }
    }

    /** Like {@link #find}, but never returns the port that is already taken. */
    static int findOther(int taken, int wanted, String setting) {
        int port = find(wanted, setting);
        if (port == taken && wanted != 0) {
            throw new EmbeddedCassandraException(
                    setting + " must differ from dapper.cassandra.port; both are " + port + ".");
        }
        return port == taken ? findOther(taken, wanted, setting) : port;
    }
}
