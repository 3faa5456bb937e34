// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.okhttp;

import io.grpc.okhttp.internal.Protocol;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The negotiation of HTTP/2 in a TLS handshake. In the agent's jar this replaces the class of grpc-okhttp of the same
 * name: see the relocation in {@code javaagent/inst}.
 *
 * <p>That class looks for Android and asks for the default {@link SSLContext} when the first channel is built, even one
 * without TLS. This loads 590 classes and reads the JVM's certificates. It also fixes the default for the application,
 * which may not have set its own trust store yet.
 */
public final class Platform {
    private static final Platform INSTANCE = new Platform();

    private Platform() {}

    public static Platform get() {
        return INSTANCE;
    }

    /** Not used by a channel that gets its socket factory from the agent, as each one with TLS does. */
    public Provider getProvider() {
        try {
            return SSLContext.getDefault().getProvider();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Offers the protocols. Fails on a Java 8 from before update 252, which has no such method. */
    public void configureTlsExtensions(SSLSocket socket, String host, List<Protocol> protocols) {
        List<String> names = new ArrayList<>();
        for (Protocol protocol : protocols) {
            if (protocol != Protocol.HTTP_1_0) {
                names.add(protocol.toString());
            }
        }
        try {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(names.toArray(new String[0]));
            socket.setSSLParameters(parameters);
        } catch (NoSuchMethodError e) {
            throw new UnsupportedOperationException("this Java has no ALPN, which gRPC with TLS needs", e);
        }
    }

    /** Returns the protocol that the server chose, or null if it chose none. */
    public @Nullable String getSelectedProtocol(SSLSocket socket) {
        String protocol = socket.getApplicationProtocol();
        return protocol == null || protocol.isEmpty() ? null : protocol;
    }

    /** Nothing to clean up. */
    public void afterHandshake(SSLSocket socket) {}
}
