// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import java.util.Locale;

/** The characters that SQL texts consist of. */
final class SqlCharacters {
    /** Lengths of the groups of digits of a UUID, between hyphens. */
    private static final int[] UUID_GROUPS = {8, 4, 4, 4, 12};

    private static final String JDBC_ESCAPES = " d t ts fn oj call escape limit guid ";

    private SqlCharacters() {}

    static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u3000';
    }

    static int endOfBlanks(String sql, int start, int length) {
        int p = start;
        while (p < length && isBlank(sql.charAt(p))) {
            p++;
        }
        return p;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isNameStart(char c) {
        return isLetter(c) || c == '@' || c == '#' || c == '$' || c >= 0x80;
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }

    /** Returns whether a part of a text has a quote or begins a comment; true if {@code to} is negative. */
    static boolean holdQuotes(String sql, int from, int to, int length) {
        for (int i = from; i < Math.min(to, length); i++) {
            char c = sql.charAt(i);
            char next = i + 1 < length ? sql.charAt(i + 1) : 0;
            if (c == '\'' || c == '"' || (c == '-' && next == '-') || (c == '/' && next == '*')) {
                return true;
            }
        }
        return to < 0;
    }

    /** A server of another version reads an executable comment as a comment: it ends there even within quotes. */
    static boolean holdCommentEnd(String sql, int from, int to) {
        int commentEnd = sql.indexOf("*/", from);
        return commentEnd >= 0 && commentEnd < to;
    }

    /** Returns the end of {@code 123e4567-e89b-12d3-a456-426614174000} at a place of a text, -1 if there is none. */
    static int endOfUuid(String sql, int start, int length) {
        int p = start;
        for (int digits : UUID_GROUPS) {
            if (p > start && (p >= length || sql.charAt(p++) != '-')) {
                return -1;
            }
            for (int end = p + digits; p < end; p++) {
                if (p >= length || Character.digit(sql.charAt(p), 16) < 0) {
                    return -1;
                }
            }
        }
        return p < length && isNamePart(sql.charAt(p)) ? -1 : p;
    }

    /** Braces make a comment in some databases: a single quote in it would begin no string. */
    static boolean mayHideQuote(String sql, int start, int length) {
        boolean odd = false;
        for (int i = start; i < length && sql.charAt(i) != '}'; i++) {
            odd ^= sql.charAt(i) == '\'' || sql.charAt(i) == '"';
        }
        return odd;
    }

    /** Returns whether {@code {d '..'}}, {@code {fn ..}}, {@code {? = call ..}} or the like begins at a brace. */
    static boolean beginJdbcEscape(String sql, int brace) {
        int start = brace + 1;
        while (start < sql.length() && isBlank(sql.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < sql.length() && isLetter(sql.charAt(end))) {
            end++;
        }
        String word = sql.substring(start, end).toLowerCase(Locale.ROOT);
        return sql.startsWith("?", start) || JDBC_ESCAPES.contains(' ' + word + ' ');
    }
}
