// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the URLs of JDBC drivers: product, host, database.
 *
 * <p>Each driver has its own syntax; {@link UrlGrammar} lists them. Of several hosts the first counts, because most
 * drivers try it first. User information and parameters that name neither a host nor a database are not kept. If a URL
 * is so malformed that the host could be part of a password, only the product is kept.
 */
public final class JdbcUrl {
    /** {@code jdbc:log4jdbc:jtds:sqlserver:}. */
    private static final int MAX_WRAPPERS = 3;

    private JdbcUrl() {}

    /** Returns {@link ConnectionInfo#UNKNOWN} for null and for anything that is not understood; never fails. */
    public static ConnectionInfo parse(@Nullable String url) {
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
        DatabaseSystem system = DatabaseSystem.bySubprotocol(subprotocol);
        String inner = rest;
        // A driver that wraps another one writes its own name before the other's.
        for (int i = 0; system == null && i < MAX_WRAPPERS && inner.startsWith(":", subprotocol.length()); i++) {
            inner = inner.substring(subprotocol.length() + 1);
            subprotocol = subprotocol(inner);
            system = inner.startsWith(":", subprotocol.length()) ? DatabaseSystem.bySubprotocol(subprotocol) : null;
        }
        if (system == null) {
            return unknown(rest);
        }
        int start = Math.min(inner.length(), subprotocol.length() + 1);
        return locate(system, inner.startsWith(":", subprotocol.length()) ? inner.substring(start) : "");
    }

    private static String subprotocol(String url) {
        return url.substring(0, firstOf(url, ":/", 0)).toLowerCase(Locale.ROOT);
    }

    /** The host can be recognized; the path could be a database or a password. */
    private static ConnectionInfo unknown(String rest) {
        int colon = rest.indexOf(':');
        boolean hasHost = colon > 0 && rest.startsWith("//", colon + 1);
        if (!hasHost || rest.indexOf('@', firstOf(rest, "/?;", colon + 3)) >= 0) {
            return ConnectionInfo.UNKNOWN;
        }
        ConnectionInfo info = AuthorityUrl.parse(DatabaseSystem.OTHER, rest.substring(colon + 1));
        return info.host() == null
                ? ConnectionInfo.UNKNOWN
                : new ConnectionInfo(DatabaseSystem.OTHER, null, info.host(), info.port());
    }

    /** @param rest the part after the sub-protocol */
    private static ConnectionInfo locate(DatabaseSystem system, String rest) {
        switch (system.grammar()) {
            case ORACLE:
                // DataDirect uses one syntax for all products.
                return rest.startsWith("//") ? AuthorityUrl.parse(system, rest) : OracleUrl.parse(system, rest);
            case FILE:
            case EMBEDDABLE:
                return FileUrl.parse(system, rest);
            case KEYED:
                return KeyedUrl.parse(system, rest);
            case CUBRID:
            case EXASOL:
            case FIREBIRD:
            case PHOENIX:
                return ColonUrl.parse(system, rest);
            default:
                return AuthorityUrl.parse(system, rest);
        }
    }

    /** The product alone. */
    public static ConnectionInfo nowhere(DatabaseSystem system) {
        return new ConnectionInfo(system, null, null, -1);
    }

    /**
     * Returns null also for text that cannot be a database name and may be a part of user information or a parameter.
     */
    static @Nullable String name(String text) {
        return text.isEmpty() || firstOf(text, "@=", 0) < text.length() ? null : text;
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
}
