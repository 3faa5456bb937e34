// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import org.jspecify.annotations.Nullable;

/** The first host of an authority such as {@code user:password@host:1,[::1]:2} or {@code address=(host=a)(port=1)}. */
final class HostPort {
    private HostPort() {}

    static @Nullable String host(String authority) {
        String first = first(authority);
        if (first.startsWith("[")) {
            int end = first.indexOf(']');
            return end < 0 ? null : JdbcUrl.emptyToNull(first.substring(1, end));
        }
        int colon = first.indexOf(':');
        return JdbcUrl.emptyToNull(colon < 0 ? first : first.substring(0, colon));
    }

    /** -1 if the authority does not say. */
    static int port(String authority) {
        String first = first(authority);
        int colon = first.indexOf(':', Math.max(0, first.indexOf(']')));
        return colon < 0 ? -1 : number(first.substring(colon + 1));
    }

    /** -1 for anything that is not a port. */
    static int number(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 5) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }

    private static String first(String authority) {
        String keyed = keyed(authority);
        if (keyed != null) {
            return keyed;
        }
        String text = authority.substring(authority.lastIndexOf('@') + 1);
        return text.substring(0, JdbcUrl.firstOf(text, ",()", 0)).trim();
    }

    /** {@code (host=a)(port=1)}, as MySQL, MariaDB and Oracle write it. */
    private static @Nullable String keyed(String authority) {
        String host = valueOf(authority, "host");
        if (host == null) {
            return null;
        }
        String port = valueOf(authority, "port");
        return port == null ? host : host + ":" + port;
    }

    static @Nullable String valueOf(String text, String key) {
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                return null;
            }
            int keyEnd = equals;
            while (keyEnd > at && text.charAt(keyEnd - 1) == ' ') {
                keyEnd--;
            }
            int keyStart = keyEnd - key.length();
            if (keyStart > 0
                    && text.regionMatches(true, keyStart, key, 0, key.length())
                    && "( ,".indexOf(text.charAt(keyStart - 1)) >= 0) {
                return JdbcUrl.emptyToNull(text.substring(equals + 1, JdbcUrl.firstOf(text, "),", equals + 1))
                        .trim());
            }
            at = equals + 1;
        }
        return null;
    }
}
