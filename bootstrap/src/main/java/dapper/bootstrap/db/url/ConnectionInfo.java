// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The target of a connection. Holds no user, password or other parameters. Immutable. */
public final class ConnectionInfo {
    public static final ConnectionInfo UNKNOWN = new ConnectionInfo(DatabaseSystem.OTHER, null, null, -1);

    private final DatabaseSystem system;
    private final @Nullable String namespace;
    private final @Nullable String host;
    private final int port;

    /** @param port -1 if not known */
    public ConnectionInfo(DatabaseSystem system, @Nullable String namespace, @Nullable String host, int port) {
        this.system = system;
        this.namespace = namespace;
        this.host = host;
        this.port = port;
    }

    /** The same; empty texts count as null. */
    public static ConnectionInfo of(
            DatabaseSystem system, @Nullable String namespace, @Nullable String host, int port) {
        return new ConnectionInfo(system, JdbcUrl.emptyToNull(namespace), JdbcUrl.emptyToNull(host), port);
    }

    public DatabaseSystem system() {
        return system;
    }

    /** The database that was named when the connection was opened; null if none was. */
    public @Nullable String namespace() {
        return namespace;
    }

    /** Null if the database runs in this process, or if its host is not known. */
    public @Nullable String host() {
        return host;
    }

    /** -1 if not known. */
    public int port() {
        return port;
    }

    /** Only a port other than the default is recorded. */
    public boolean hasUnusualPort() {
        return host != null && port >= 0 && port != system.defaultPort();
    }

    public boolean isKnown() {
        return !equals(UNKNOWN);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof ConnectionInfo)) {
            return false;
        }
        ConnectionInfo that = (ConnectionInfo) other;
        return system == that.system
                && port == that.port
                && Objects.equals(namespace, that.namespace)
                && Objects.equals(host, that.host);
    }

    @Override
    public int hashCode() {
        return Objects.hash(system, namespace, host, port);
    }

    @Override
    public String toString() {
        return system.systemName() + " " + host + ":" + port + " " + namespace;
    }
}
