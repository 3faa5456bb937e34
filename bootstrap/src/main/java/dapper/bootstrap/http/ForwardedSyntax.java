// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import org.jspecify.annotations.Nullable;

/** The grammar of the {@code Forwarded} header and its values (RFC 7239 section 4, RFC 3986 section 3.1). */
final class ForwardedSyntax {
    private static final String TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~";

    private ForwardedSyntax() {}

    /** Returns the header unchanged; null if any part is malformed, because then no part can be trusted. */
    static @Nullable String check(@Nullable String header) {
        if (header == null) {
            return null;
        }
        int at = 0;
        while (at < header.length()) {
            at = endOfPair(header, skipBlanks(header, at));
            if (at < 0) {
                return null;
            }
            at++;
        }
        return header;
    }

    /**
     * The position of the separator after {@code token=token}, {@code token="..."} or nothing; -1 for anything else.
     */
    private static int endOfPair(String header, int start) {
        int at = endOfToken(header, start);
        if (at > start) {
            if (at >= header.length() || header.charAt(at) != '=') {
                return -1;
            }
            int value = at + 1;
            at = value < header.length() && header.charAt(value) == '"'
                    ? endOfQuoted(header, value)
                    : endOfUnquoted(header, value);
            if (at < 0) {
                return -1;
            }
        }
        at = skipBlanks(header, at);
        return at >= header.length() || header.charAt(at) == ';' || header.charAt(at) == ',' ? at : -1;
    }

    private static int endOfQuoted(String header, int quote) {
        for (int i = quote + 1; i < header.length(); i++) {
            if (header.charAt(i) == '\\') {
                i++;
            } else if (header.charAt(i) == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Not only tokens: proxies write addresses with ports and brackets without the required quotes. */
    private static int endOfUnquoted(String header, int start) {
        int at = start;
        while (at < header.length()
                && (isTokenCharacter(header.charAt(at)) || "[:]/".indexOf(header.charAt(at)) >= 0)) {
            at++;
        }
        return at > start ? at : -1;
    }

    private static int endOfToken(String header, int start) {
        int at = start;
        while (at < header.length() && isTokenCharacter(header.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int skipBlanks(String header, int from) {
        int at = from;
        while (at < header.length() && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean isTokenCharacter(char c) {
        return isLetter(c) || isDigit(c) || TOKEN_CHARACTERS.indexOf(c) >= 0;
    }

    /**
     * A name that a proxy uses for a client with a hidden address: an underscore, then letters, digits, dots, dashes.
     */
    static boolean isHiddenName(String name) {
        if (name.length() < 2 || name.charAt(0) != '_') {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    static boolean isScheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && (i == 0 || (!isDigit(c) && c != '+' && c != '-' && c != '.'))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
