// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import org.jspecify.annotations.Nullable;

/** A host and perhaps a port, as headers write them: {@code shop:8080}, {@code [::1]:80}, {@code 2001:db8::1}. */
final class Authority {
    /** A server has few names, and each request brings one: the last one parsed for each hash. Immutable, so races are harmless. */
    private static final @Nullable Authority[] RECENT = new Authority[64];

    private static final int MAX_REMEMBERED = 256;

    private final String text;

    /** Without brackets. */
    final String host;

    /** 0 if the text names none that is valid. */
    final int port;

    private Authority(String text, String host, int port) {
        this.text = text;
        this.host = host;
        this.port = port;
    }

    static @Nullable Authority parse(@Nullable String text) {
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
            return bracket <= 1 ? null : new Authority(text, trimmed.substring(1, bracket), port(trimmed, bracket + 1));
        }
        int colon = trimmed.indexOf(':');
        if (colon < 0 || trimmed.indexOf(':', colon + 1) >= 0) {
            return new Authority(text, trimmed, 0); // more than one colon is an IPv6 address without brackets
        }
        return colon == 0 ? null : new Authority(text, trimmed.substring(0, colon), port(trimmed, colon));
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
