// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

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
        return JdbcUrl.emptyToNull(colon < 0 || isBareIpV6(first) ? first : first.substring(0, colon));
    }

    /** -1 if the authority has no port. */
    static int port(String authority) {
        String first = first(authority);
        int colon = first.indexOf(':', Math.max(0, first.indexOf(']')));
        return colon < 0 || isBareIpV6(first) ? -1 : number(first.substring(colon + 1));
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

    /** The end of the hosts: the first of these characters outside brackets and parentheses, or the length. */
    static int end(String text, String characters) {
        int end = end(text, 0, characters);
        return end < 0 ? text.length() : end;
    }

    /** -1 if a bracket or a parenthesis is not closed. */
    static int end(String text, int from, String characters) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '(') {
                depth++;
            } else if (c == ']' || c == ')') {
                depth--;
            } else if (depth == 0 && characters.indexOf(c) >= 0) {
                return i;
            }
        }
        return depth == 0 ? text.length() : -1;
    }

    private static String first(String authority) {
        String keyed = keyed(authority);
        if (keyed != null) {
            return keyed;
        }
        if (authority.indexOf('(') >= 0 && authority.indexOf('=') >= 0) {
            return ""; // keys, and none of them is the host
        }
        String text = authority.substring(authority.lastIndexOf('@') + 1);
        if (text.startsWith("(")) {
            // ClickHouse: (https://host1:port),(https://host2:port)
            int scheme = text.indexOf("://");
            text = text.substring(scheme < 0 ? 1 : scheme + 3);
        }
        if (isList(text)) {
            text = text.substring(1);
            text = text.startsWith("[") ? text : text.substring(0, JdbcUrl.firstOf(text, "]", 0));
        }
        text = text.substring(0, JdbcUrl.firstOf(text, ",()/", 0)).trim();
        return text.indexOf('=') >= 0 ? "" : text;
    }

    /** {@code [host:1,host:2]}, while {@code [::1]} is one host. */
    private static boolean isList(String text) {
        if (!text.startsWith("[")) {
            return false;
        }
        String content = text.substring(1, JdbcUrl.firstOf(text, "]", 0));
        int colon = content.indexOf(':');
        return content.startsWith("[")
                || content.indexOf(',') >= 0
                || (colon >= 0 && colon == content.lastIndexOf(':'));
    }

    /** SQL Server takes such a host without brackets. */
    private static boolean isBareIpV6(String text) {
        if (!text.contains("::") || text.startsWith("[")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0 && text.charAt(i) != ':' && text.charAt(i) != '.') {
                return false;
            }
        }
        return true;
    }

    /** {@code (host=a)(port=1)}, as MySQL, MariaDB and Oracle write it. */
    private static @Nullable String keyed(String authority) {
        String host = valueOf(authority, "host");
        if (host == null) {
            return null;
        }
        String port = valueOf(authority, "port");
        String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
        return port == null ? bracketed : bracketed + ":" + port;
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
