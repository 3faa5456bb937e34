// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** Parses {@code [mode:]//user:password@host:port,host:port/database?key=value&key=value} and its relatives. */
final class AuthorityUrl {
    private static final String HOST_KEYS = "servername,server,host,pghost,ifxhost";
    private static final String PORT_KEYS = "portnumber,port,pgport,portno,dbs_port";
    /** Google's socket factories connect to this, whatever host the URL has. */
    private static final String INSTANCE_KEY = "cloudsqlinstance";

    private AuthorityUrl() {}

    /** @param rest the part after the sub-protocol */
    static ConnectionInfo parse(DatabaseSystem system, String rest) {
        String text = system == DatabaseSystem.SYBASE && rest.regionMatches(true, 0, "tds:", 0, 4)
                ? "//" + rest.substring(4)
                : rest;
        if (system == DatabaseSystem.INFORMIX && text.startsWith("/") && !text.startsWith("//")) {
            text = "//" + text; // the host is among the parameters
        }
        int slashes = text.indexOf("//");
        if (slashes < 0 || slashes > JdbcUrl.firstOf(text, "?;=@", 0)) {
            return local(system, text);
        }
        int start = afterUserInfo(text, afterScheme(text, slashes + 2));
        int hostEnd = HostPort.end(text, start, "/?;");
        if (system == DatabaseSystem.INFORMIX && hostEnd > start) {
            hostEnd = endBeforeParameters(text, start, hostEnd);
        }
        if (hostEnd < 0 || text.startsWith("cfg:")) {
            return JdbcUrl.nowhere(system);
        }
        String authority = text.substring(start, hostEnd);
        boolean pairs = hasPairs(system, text, hostEnd);
        int pathEnd = pairs ? hostEnd : pathEnd(system, text, hostEnd);
        String path = text.substring(Math.min(hostEnd + 1, pathEnd), pathEnd);
        if (path.indexOf('@') >= 0) {
            // The apparent host may be a user, and the path a part of the password.
            return JdbcUrl.nowhere(system);
        }
        return located(
                system, authority, path, new UrlParameters(text.substring(pathEnd), separator(system, text, pathEnd)));
    }

    private static ConnectionInfo located(
            DatabaseSystem system, String authority, String path, UrlParameters parameters) {
        String host = parameters.value(INSTANCE_KEY);
        if (host == null) {
            String named = takesHost(system) ? parameters.value(HOST_KEYS) : null;
            String before = HostPort.host(authority);
            String after = named == null ? null : HostPort.host(named);
            host = parametersWin(system) ? or(after, before) : or(before, after);
        }
        if (host == null) {
            host = defaultHost(system);
        }
        int port = port(system, authority, takesHost(system) ? parameters.value(PORT_KEYS) : null);
        String namespace = namespace(system, path, parameters);
        if (system == DatabaseSystem.SQL_SERVER && host != null && host.indexOf('\\') > 0) {
            String instance = host.substring(host.indexOf('\\') + 1);
            host = host.substring(0, host.indexOf('\\'));
            namespace = joined(instance, namespace);
        } else if (system == DatabaseSystem.CASSANDRA && host != null && host.indexOf("--") > 0) {
            host = host.substring(0, host.indexOf("--"));
        }
        return new ConnectionInfo(system, namespace, host, port);
    }

    private static int port(DatabaseSystem system, String authority, @Nullable String parameter) {
        int before = HostPort.port(authority);
        int after =
                parameter == null ? -1 : HostPort.number(parameter.substring(0, JdbcUrl.firstOf(parameter, ",", 0)));
        return parametersWin(system) ? after < 0 ? before : after : before < 0 ? after : before;
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    /** Returns whether host and port may be parameters. */
    private static boolean takesHost(DatabaseSystem system) {
        return system != DatabaseSystem.MARIADB
                && system != DatabaseSystem.SINGLESTORE
                && system != DatabaseSystem.OCEANBASE;
    }

    /** Returns whether parameters take precedence over the authority. */
    private static boolean parametersWin(DatabaseSystem system) {
        return system == DatabaseSystem.SQL_SERVER
                || system == DatabaseSystem.SYBASE
                || system.grammar() == UrlGrammar.ENCODED && system != DatabaseSystem.MYSQL;
    }

    /** {@code jdbc:postgresql:database}, {@code jdbc:db2:database}. */
    private static ConnectionInfo local(DatabaseSystem system, String rest) {
        String path = rest.substring(0, JdbcUrl.firstOf(rest, "?;", 0));
        if (system.grammar() == UrlGrammar.SPANNER) {
            return new ConnectionInfo(system, resource(path), null, -1);
        }
        String name = path.substring(0, JdbcUrl.firstOf(path, ":", 0));
        boolean plain = JdbcUrl.firstOf(path, "/@", 0) == path.length() && name.indexOf('=') < 0;
        // jdbc:datadirect:googlebigquery:Project=x;Dataset=y
        String namespace =
                plain ? decoded(system, JdbcUrl.name(name)) : named(system, null, new UrlParameters(';' + rest, ';'));
        return new ConnectionInfo(system, namespace, defaultHost(system), -1);
    }

    /** {@code https://} may stand between the slashes and the host. */
    private static int afterScheme(String text, int start) {
        int end = text.startsWith("https://", start) ? start + 8 : start;
        return text.startsWith("http://", start) ? start + 7 : end;
    }

    /** A password may contain any character; the text before the last @ outside parameters is not the host. */
    private static int afterUserInfo(String text, int start) {
        int equals = text.indexOf('=', start);
        int at = text.lastIndexOf('@', equals < 0 ? text.length() : equals);
        return Math.max(start, at + 1);
    }

    /** Informix may have no database: {@code //host:port:key=value;key=value}. */
    private static int endBeforeParameters(String text, int start, int hostEnd) {
        int equals = text.indexOf('=', start);
        int colon = equals < 0 || equals > hostEnd ? -1 : text.lastIndexOf(':', equals);
        return colon < start ? hostEnd : colon;
    }

    private static boolean hasPairs(DatabaseSystem system, String text, int hostEnd) {
        UrlGrammar grammar = system.grammar();
        return (grammar == UrlGrammar.COMMA_PARAMETERS || grammar == UrlGrammar.SLASH_PARAMETERS)
                && text.startsWith("/", hostEnd)
                && text.indexOf('=', hostEnd) >= 0;
    }

    private static int pathEnd(DatabaseSystem system, String text, int hostEnd) {
        if (system == DatabaseSystem.HANA) {
            // jdbc:sap://host1:port;host2:port/?key=value
            return JdbcUrl.firstOf(text, "?", hostEnd);
        }
        boolean colon = system.grammar() == UrlGrammar.COLON_PARAMETERS;
        return JdbcUrl.firstOf(text, colon ? "?;:" : "?;", hostEnd);
    }

    private static char separator(DatabaseSystem system, String text, int parameters) {
        if (text.startsWith("?", parameters)) {
            return '&';
        }
        if (text.startsWith("/", parameters)) {
            return system.grammar() == UrlGrammar.COMMA_PARAMETERS ? ',' : '/';
        }
        return ';';
    }

    private static @Nullable String namespace(DatabaseSystem system, String path, UrlParameters parameters) {
        String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        switch (system) {
            case TRINO:
            case PRESTO:
                return JdbcUrl.name(name.replace('/', '|'));
            case INTERSYSTEMS:
                return JdbcUrl.name(name.substring(0, JdbcUrl.firstOf(name, "/:", 0)));
            case SPANNER:
                return resource(name);
            case HANA:
            case BIGQUERY:
            case ATHENA:
            case ELASTICSEARCH:
            case OPENSEARCH:
                return named(system, null, parameters);
            case POSTGRESQL:
                // jdbc:postgresql://host/database?currentSchema=schema,schema
                String database = decoded(system, named(system, JdbcUrl.name(name), parameters));
                String schemas = parameters.value("currentschema");
                String schema = schemas == null
                        ? null
                        : schemas.substring(0, JdbcUrl.firstOf(schemas, ",", 0)).trim();
                return joined(database, JdbcUrl.emptyToNull(schema));
            default:
                String plain = JdbcUrl.name(name);
                return decoded(system, named(system, plain == null ? null : FileUrl.withoutPlace(plain), parameters));
        }
    }

    /** The levels that parameters name, from the largest to the smallest; otherwise the path names the smallest. */
    private static @Nullable String named(DatabaseSystem system, @Nullable String path, UrlParameters parameters) {
        String keys = system.namespaceKeys();
        int bar = keys.indexOf('|');
        String outer = bar < 0 ? null : parameters.value(keys.substring(0, bar));
        String inner = parameters.value(keys.substring(bar + 1));
        return joined(outer, inner == null ? path : inner);
    }

    private static @Nullable String joined(@Nullable String outer, @Nullable String inner) {
        return outer == null ? inner : inner == null ? outer : outer + "|" + inner;
    }

    /** {@code projects/x/instances/y/databases/z} as x|y|z. */
    private static @Nullable String resource(String path) {
        String namespace = null;
        for (String kind : new String[] {"projects/", "instances/", "databases/"}) {
            int at = path.indexOf(kind);
            if (at >= 0) {
                int start = at + kind.length();
                namespace = joined(namespace, JdbcUrl.name(path.substring(start, JdbcUrl.firstOf(path, "/", start))));
            }
        }
        return namespace;
    }

    @SuppressWarnings("JdkObsolete") // Java 8 has no decode with a charset
    private static @Nullable String decoded(DatabaseSystem system, @Nullable String name) {
        if (name == null || system.grammar() != UrlGrammar.ENCODED || JdbcUrl.firstOf(name, "%+", 0) == name.length()) {
            return name;
        }
        try {
            return URLDecoder.decode(name, "UTF-8");
        } catch (UnsupportedEncodingException | IllegalArgumentException e) {
            return name; // the driver takes it as it is, or refuses it
        }
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
}
