// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import java.util.Locale;

/** The characters that SQL texts consist of. */
final class SqlCharacters {
    private static final String JDBC_ESCAPES = " d t ts fn oj call escape limit guid ";

    private SqlCharacters() {}

    static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u3000';
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
