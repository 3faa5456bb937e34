// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the URLs of the common JDBC drivers: which product, which host, which database.
 *
 * <p>Each driver has a syntax of its own, yet most are {@code //user@host:port/database?key=value;key=value}. Of several hosts
 * the first counts, which is where most drivers begin. User information and all other parameters are not even looked at.
 */
final class JdbcUrl {
    private static final String[] WRAPPERS = {"p6spy", "log4jdbc", "tc", "otel", "aws-wrapper", "tracing"};
    private static final String[] PLACES = {"mem:", "memory:", "file:", "nio:", "res:", "directory:", "classpath:"};
    private static final String[] NAMESPACE_KEYS = {"databasename", "database", "sdatabase", "db"};
    private static final String[] HOST_KEYS = {"servername", "server"};
    private static final String[] PORT_KEYS = {"portnumber", "port"};

    private JdbcUrl() {}

    /** {@link ConnectionInfo#UNKNOWN} for null and for anything that is not understood; never fails. */
    static ConnectionInfo parse(@Nullable String url) {
        if (url == null || url.length() > 8_192) {
            return ConnectionInfo.UNKNOWN;
        }
        try {
            return parseJdbc(url);
        } catch (RuntimeException malformed) {
            return ConnectionInfo.UNKNOWN;
        }
    }

    private static ConnectionInfo parseJdbc(String url) {
        String rest = url;
        if (rest.regionMatches(true, 0, "jdbc:", 0, 5) || rest.startsWith("jdbc-secretsmanager:")) {
            rest = rest.substring(rest.indexOf(':') + 1);
        }
        String subprotocol = subprotocol(rest);
        for (String wrapper : WRAPPERS) {
            if (wrapper.equals(subprotocol)) {
                rest = rest.substring(wrapper.length() + 1);
                subprotocol = subprotocol(rest);
            }
        }
        DatabaseSystem system = DatabaseSystem.bySubprotocol(subprotocol);
        if (system == null) {
            return ConnectionInfo.UNKNOWN;
        }
        rest = rest.substring(subprotocol.length());
        return locate(system, rest.startsWith(":") ? rest.substring(1) : rest);
    }

    private static String subprotocol(String url) {
        int end = 0;
        while (end < url.length() && url.charAt(end) != ':' && url.charAt(end) != '/') {
            end++;
        }
        return url.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static ConnectionInfo locate(DatabaseSystem system, String rest) {
        switch (system) {
            case ORACLE:
                return OracleUrl.parse(rest);
            case SQLITE:
            case DUCKDB:
                return new ConnectionInfo(system, file(rest), null, -1);
            case H2:
            case HSQLDB:
            case DERBY:
                return embeddable(system, rest);
            case JTDS:
                return rest.startsWith("sybase:")
                        ? network(DatabaseSystem.SYBASE, rest.substring(7))
                        : network(system, rest);
            case SYBASE:
                return network(system, rest.regionMatches(true, 0, "tds:", 0, 4) ? "//" + rest.substring(4) : rest);
            default:
                return network(system, rest);
        }
    }

    /** {@code mem:name}, {@code file:path}, {@code tcp://host/name} or just a path. */
    private static ConnectionInfo embeddable(DatabaseSystem system, String rest) {
        int slashes = rest.indexOf("//");
        int colon = rest.indexOf(':');
        if (slashes == 0 || (slashes > 0 && slashes == colon + 1 && !rest.startsWith("file:"))) {
            return network(system, rest);
        }
        String name = file(rest);
        return new ConnectionInfo(system, name == null ? null : emptyToNull(withoutPlace(name)), null, -1);
    }

    private static String withoutPlace(String name) {
        for (String place : PLACES) {
            if (name.regionMatches(true, 0, place, 0, place.length())) {
                return name.substring(place.length());
            }
        }
        return name;
    }

    /** {@code database:user=x;password=y}. */
    private static boolean colonEndsNamespace(DatabaseSystem system) {
        return system == DatabaseSystem.DB2 || system == DatabaseSystem.INFORMIX;
    }

    private static @Nullable String file(String rest) {
        return emptyToNull(rest.substring(0, firstOf(rest, "?;", 0)));
    }

    private static ConnectionInfo network(DatabaseSystem system, String rest) {
        int slashes = rest.indexOf("//");
        int parameters = firstOf(rest, "?;", 0);
        if (slashes < 0 || slashes > parameters) {
            // jdbc:postgresql:database, jdbc:db2:database
            String name = rest.substring(0, firstOf(rest, "?;:", 0));
            return new ConnectionInfo(system, emptyToNull(name), defaultHost(system), -1);
        }
        int hostStart = afterUserInfo(rest, slashes + 2);
        int hostEnd = firstOf(rest, "/?;", hostStart);
        String authority = rest.substring(hostStart, hostEnd);
        String host = HostPort.host(authority);
        int port = HostPort.port(authority);
        parameters = firstOf(rest, "?;", hostEnd);
        String namespace = null;
        if (hostEnd < rest.length() && rest.charAt(hostEnd) == '/') {
            int end = firstOf(rest, colonEndsNamespace(system) ? "?;:" : "?;", hostEnd + 1);
            namespace = emptyToNull(withoutPlace(rest.substring(hostEnd + 1, end)));
        }
        String parameterText = rest.substring(parameters);
        String named = parameter(parameterText, NAMESPACE_KEYS);
        if (namespace == null) {
            namespace = named;
        }
        if (host == null) {
            host = HostPort.host(orEmpty(parameter(parameterText, HOST_KEYS)));
        }
        if (port < 0) {
            port = HostPort.number(parameter(parameterText, PORT_KEYS));
        }
        if (system == DatabaseSystem.SQL_SERVER && host != null && host.indexOf('\\') > 0) {
            String instance = host.substring(host.indexOf('\\') + 1);
            host = host.substring(0, host.indexOf('\\'));
            namespace = namespace == null ? instance : instance + "|" + namespace;
        }
        if (namespace != null && (system == DatabaseSystem.TRINO || system == DatabaseSystem.PRESTO)) {
            namespace = namespace.replace('/', '|');
        }
        return new ConnectionInfo(system, namespace, host == null ? defaultHost(system) : host, port);
    }

    /** A password may hold anything; what stands before the last @ that no parameter contains is not the host. */
    private static int afterUserInfo(String rest, int start) {
        int equals = rest.indexOf('=', start);
        int at = rest.lastIndexOf('@', equals < 0 ? rest.length() : equals);
        return Math.max(start, at + 1);
    }

    private static @Nullable String defaultHost(DatabaseSystem system) {
        switch (system) {
            case POSTGRESQL:
            case MYSQL:
            case MARIADB:
                return "localhost";
            default:
                return null;
        }
    }

    /** The value of the first of the keys, whatever its case, in {@code ?a=b&c=d} or {@code ;a=b;c=d}. */
    private static @Nullable String parameter(String parameters, String[] keys) {
        int at = 0;
        while (at < parameters.length()) {
            int end = firstOf(parameters, "&;?", at + 1);
            int equals = parameters.indexOf('=', at);
            if (equals > at && equals < end) {
                String key = parameters.substring(at + 1, equals).trim().toLowerCase(Locale.ROOT);
                for (String wanted : keys) {
                    if (wanted.equals(key)) {
                        return emptyToNull(parameters.substring(equals + 1, end).trim());
                    }
                }
            }
            at = end;
        }
        return null;
    }

    /** The index of the first of these characters, or the length. */
    static int firstOf(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
