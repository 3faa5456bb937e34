// SPDX-License-Identifier: Apache-2.0
package dapper.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address on which a server listens.
 *
 * @param settings the beginning of the keys of its settings, such as {@code dapper.collector.grpc}
 * @param host name or address of a local interface
 * @param port TCP port; 0 lets the system choose
 */
public record ListenAddress(String settings, String host, int port) {

    /** @throws StartException if the host has no address */
    public InetSocketAddress address() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new StartException(
                    "the host \"" + host + "\" is unknown; set --" + settings
                            + ".host to an address of this machine, or to 0.0.0.0 for all of them",
                    e);
        }
    }

    /**
     * Returns whether only this machine reaches the address.
     *
     * @throws StartException if the host has no address
     */
    public boolean isLoopback() {
        return address().getAddress().isLoopbackAddress();
    }

    /** Returns host and port as in a URL: an IPv6 address in brackets. */
    public String withPort(int boundPort) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + boundPort;
    }

    /** Returns the error message for an address that could not be opened. */
    public StartException explain(Exception failure) {
        String reason = reason(failure);
        if (reason.toLowerCase(Locale.ROOT).contains("already in use")) {
            return new StartException(
                    "port " + port + " is already in use; stop the other process or set --" + settings + ".port",
                    failure);
        }
        return new StartException(
                "cannot listen on " + withPort(port) + " (" + reason + "); set --" + settings + ".host and --"
                        + settings + ".port",
                failure);
    }

    /** Servers wrap the system's message; it is in the innermost I/O exception. */
    private static String reason(Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                reason = String.valueOf(cause.getMessage());
            }
        }
        // Netty's native transport: "bind(..) failed with error(-98): Address already in use".
        int callName = reason.lastIndexOf(": ");
        return callName < 0 ? reason : reason.substring(callName + 2);
    }
}
