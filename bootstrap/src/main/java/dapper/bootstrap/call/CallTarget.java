// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a call, as far as it identifies the operation in metrics: the system, the database or destination,
 * and the server. Immutable. A process has few, so those in use are kept and the same parts usually give the same
 * object.
 */
public final class CallTarget {
    private static final int PLACES = 512;

    /** Two places for each, as in {@link JoinedTexts}. An entry never changes, so threads need no lock. */
    private static final @Nullable CallTarget[] KNOWN = new CallTarget[PLACES];

    private final @Nullable String system;
    private final @Nullable String name;
    private final @Nullable String host;
    private final int port;
    private final int hash;

    private CallTarget(@Nullable String system, @Nullable String name, @Nullable String host, int port, int hash) {
        this.system = system;
        this.name = name;
        this.host = host;
        this.port = port;
        this.hash = hash;
    }

    /**
     * @param system of the database, of messaging or of remote procedure calls; null for HTTP
     * @param name of the database, queue or topic; null if there is none
     * @param host of the server, null if it is not known
     * @param port of the server, 0 or less for none
     */
    public static CallTarget of(@Nullable String system, @Nullable String name, @Nullable String host, int port) {
        int hash = 31 * (31 * (31 * hash(system) + hash(name)) + hash(host)) + port;
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        CallTarget known = KNOWN[place];
        if (known != null && known.is(system, name, host, port)) {
            return known;
        }
        CallTarget other = KNOWN[place ^ 1];
        if (other != null && other.is(system, name, host, port)) {
            return other;
        }
        CallTarget made = new CallTarget(system, name, host, port, hash);
        if (known != null) {
            KNOWN[place ^ 1] = known;
        }
        KNOWN[place] = made;
        return made;
    }

    private static int hash(@Nullable String text) {
        return text == null ? 0 : text.hashCode();
    }

    private boolean is(@Nullable String system, @Nullable String name, @Nullable String host, int port) {
        return this.port == port
                && Objects.equals(this.host, host)
                && Objects.equals(this.name, name)
                && Objects.equals(this.system, system);
    }

    /** Null for HTTP. */
    public @Nullable String system() {
        return system;
    }

    /** The database, queue or topic; null if there is none. */
    public @Nullable String name() {
        return name;
    }

    /** Null if it is not known. */
    public @Nullable String host() {
        return host;
    }

    /** 0 or less for none. */
    public int port() {
        return port;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof CallTarget)) {
            return false;
        }
        CallTarget that = (CallTarget) other;
        return hash == that.hash && is(that.system, that.name, that.host, that.port);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return system + " " + name + " " + host + ":" + port;
    }
}
