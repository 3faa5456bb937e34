// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import org.jspecify.annotations.Nullable;

/** The grammars that put a host directly after the sub-protocol and separate the rest with colons. */
final class ColonUrl {
    private static final String[] FIREBIRD_MODES = {
        "native:", "local:", "embedded:", "oo:", "java:", "pure_java:", "ffm:"
    };

    private ColonUrl() {}

    /** @param rest the part after the sub-protocol */
    static ConnectionInfo parse(DatabaseSystem system, String rest) {
        switch (system.grammar()) {
            case CUBRID:
                return cubrid(system, rest);
            case EXASOL:
                return exasol(system, rest);
            case FIREBIRD:
                return firebird(system, rest);
            default:
                return phoenix(system, rest);
        }
    }

    /** {@code host:port:database:user:password:?key=value}. */
    private static ConnectionInfo cubrid(DatabaseSystem system, String rest) {
        int hostEnd = HostPort.end(rest, ":?");
        int portEnd = JdbcUrl.firstOf(rest, ":?", Math.min(rest.length(), hostEnd + 1));
        int port = HostPort.port(rest.substring(0, portEnd));
        String database = null;
        // Without a port, the third part is the user.
        if (port >= 0 && rest.startsWith(":", portEnd)) {
            database = JdbcUrl.name(rest.substring(portEnd + 1, JdbcUrl.firstOf(rest, ":?", portEnd + 1)));
        }
        return new ConnectionInfo(system, database, HostPort.host(rest.substring(0, hostEnd)), port);
    }

    /** {@code host1,host2..4/fingerprint:port;key=value}; the port applies to all hosts. */
    private static ConnectionInfo exasol(DatabaseSystem system, String rest) {
        int parameters = JdbcUrl.firstOf(rest, ";", 0);
        String hosts = rest.substring(0, parameters);
        String host = HostPort.host(hosts.substring(0, HostPort.end(hosts, ",/")));
        int range = host == null ? -1 : host.indexOf("..");
        String namespace = new UrlParameters(rest.substring(parameters), ';').value(system.namespaceKeys());
        return new ConnectionInfo(
                system, namespace, host != null && range > 0 ? host.substring(0, range) : host, portOfAll(hosts));
    }

    /** {@code //host:port/path}, or in the old way {@code host/port:path}. */
    private static ConnectionInfo firebird(DatabaseSystem system, String rest) {
        String text = rest;
        for (String mode : FIREBIRD_MODES) {
            if (text.startsWith(mode)) {
                text = text.substring(mode.length());
            }
        }
        if (text.startsWith("//")) {
            return AuthorityUrl.parse(system, text);
        }
        text = text.substring(0, JdbcUrl.firstOf(text, "?;", 0));
        int colon = HostPort.end(text, ":");
        // One letter before a colon is a drive.
        if (colon == text.length() || colon < 2 || text.startsWith("/")) {
            return new ConnectionInfo(system, JdbcUrl.name(text), null, -1);
        }
        int hostEnd = HostPort.end(text, "/:");
        return new ConnectionInfo(
                system,
                JdbcUrl.name(text.substring(colon + 1)),
                HostPort.host(text.substring(0, hostEnd)),
                hostEnd < colon ? HostPort.number(text.substring(hostEnd + 1, colon)) : -1);
    }

    /**
     * {@code host1,host2:port:/root:principal:keytab;key=value}; each host may have its own port, {@code host\:port}.
     */
    private static ConnectionInfo phoenix(DatabaseSystem system, String rest) {
        if (rest.startsWith("thin:")) {
            return KeyedUrl.parse(system, rest);
        }
        int parameters = JdbcUrl.firstOf(rest, ";", 0);
        String text = rest.substring(0, parameters);
        int hostsEnd = colon(text, 0);
        int portEnd = colon(text, hostsEnd + 1);
        String hosts = text.substring(0, hostsEnd).replace("\\:", ":");
        String second = text.substring(Math.min(hostsEnd + 1, portEnd), portEnd);
        int rootEnd = colon(text, portEnd + 1);
        // The root under which the hosts keep one of several clusters; the parts after it belong to a user.
        String root = second.startsWith("/") ? second : text.substring(Math.min(portEnd + 1, rootEnd), rootEnd);
        String namespace = new UrlParameters(rest.substring(parameters), ';').value(system.namespaceKeys());
        if (namespace == null && root.startsWith("/")) {
            namespace = JdbcUrl.name(root);
        }
        int port = HostPort.port(hosts);
        return new ConnectionInfo(system, namespace, HostPort.host(hosts), port < 0 ? HostPort.number(second) : port);
    }

    /** The next colon without a backslash before it, or the length. */
    private static int colon(String text, int from) {
        int colon = text.indexOf(':', from);
        while (colon > 0 && text.charAt(colon - 1) == '\\') {
            colon = text.indexOf(':', colon + 1);
        }
        return colon < 0 ? text.length() : colon;
    }

    /** The first port of {@code host1,host2:port}, or -1. */
    static int portOfAll(String hosts) {
        int colon = HostPort.end(hosts, ":");
        return colon == hosts.length() ? -1 : HostPort.number(digits(hosts, colon + 1));
    }

    private static @Nullable String digits(String text, int from) {
        return text.substring(from, JdbcUrl.firstOf(text, ",:/", from));
    }
}
