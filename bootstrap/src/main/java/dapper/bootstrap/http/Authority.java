// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import org.jspecify.annotations.Nullable;

/**
 * A host with an optional port, as written in headers: {@code shop:8080}, {@code [::1]:80}, {@code 2001:db8::1}. A host
 * with invalid characters (RFC 3986, section 3.2.2) is rejected.
 */
public final class Authority {
    /**
     * The last name parsed for each hash: a server has few names, and each request carries one. Immutable, so races are
     * harmless.
     */
    private static final @Nullable Authority[] RECENT = new Authority[64];

    private static final int MAX_REMEMBERED = 256;

    /** Besides letters and digits. */
    private static final String NAME_CHARACTERS = "-._~%!$&'()*+,;=";

    private final String text;

    /** Without brackets. */
    public final String host;

    /** 0 if the text has no valid port. */
    public final int port;

    private Authority(String text, String host, int port) {
        this.text = text;
        this.host = host;
        this.port = port;
    }

    /** Returns null if the text is no host with an optional port. */
    public static @Nullable Authority parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int place = text.hashCode() & (RECENT.length - 1);
        Authority recent = RECENT[place];
        if (recent != null && recent.text.equals(text)) {
            return recent;
        }
        Authority parsed = parsed(text);
        if (parsed != null && text.length() <= MAX_REMEMBERED) {
            RECENT[place] = parsed;
        }
        return parsed;
    }

    private static @Nullable Authority parsed(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            return null;
        }
        if (trimmed.charAt(0) == '[') {
            int bracket = trimmed.indexOf(']');
            return bracket <= 1 ? null : ipv6(text, trimmed.substring(1, bracket), port(trimmed, bracket + 1));
        }
        int colon = trimmed.indexOf(':');
        if (colon >= 0 && trimmed.indexOf(':', colon + 1) >= 0) {
            return ipv6(text, trimmed, 0); // without brackets
        }
        String host = colon < 0 ? trimmed : trimmed.substring(0, colon);
        return isName(host) ? new Authority(text, host, colon < 0 ? 0 : port(trimmed, colon)) : null;
    }

    private static @Nullable Authority ipv6(String text, String host, int port) {
        int zone = host.indexOf('%');
        int end = zone < 0 ? host.length() : zone;
        for (int i = 0; i < end; i++) {
            char c = host.charAt(i);
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                return null;
            }
        }
        return zone < 0 || isName(host.substring(zone)) ? new Authority(text, host, port) : null;
    }

    private static boolean isName(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && NAME_CHARACTERS.indexOf(c) < 0) {
                return false;
            }
        }
        return !host.isEmpty();
    }

    /** True for an IP address, false for a name. */
    boolean isAddress() {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        int dots = 0;
        int octet = -1;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.' && octet >= 0 && octet <= 255) {
                dots++;
                octet = -1;
            } else if (c >= '0' && c <= '9' && octet <= 25) {
                octet = 10 * Math.max(octet, 0) + c - '0';
            } else {
                return false;
            }
        }
        return dots == 3 && octet >= 0 && octet <= 255;
    }

    private static int port(String text, int colon) {
        int length = text.length();
        if (colon >= length || text.charAt(colon) != ':') {
            return 0;
        }
        int port = 0;
        for (int i = colon + 1; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            port = 10 * port + digit;
            if (port > 65_535) {
                return 0;
            }
        }
        return port;
    }
}
