// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import org.jspecify.annotations.Nullable;

/** The text of a query with a reading position, in chars. */
final class Source {

    /** Returned by {@link #peek} at the end of the text. */
    static final int END = -1;

    private final String text;
    private int at;

    Source(String text) {
        this.text = text;
    }

    int at() {
        return at;
    }

    /** The code point at the position. */
    int peek() {
        return at < text.length() ? text.codePointAt(at) : END;
    }

    /** The char after the one at the position, 0 if there is none. */
    char second() {
        return at + 1 < text.length() ? text.charAt(at + 1) : 0;
    }

    int next() {
        int c = peek();
        if (c != END) {
            at += Character.charCount(c);
        }
        return c;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    void skip(int chars) {
        at += chars;
    }

    boolean skipPast(String end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + end.length();
        return found >= 0;
    }

    String since(int start) {
        return text.substring(start, at);
    }

    /** Reads letters, digits and underscores. */
    String identifier() {
        int start = at;
        while (isIdentifierPart(peek())) {
            next();
        }
        return since(start);
    }

    static boolean isIdentifierStart(int c) {
        return c == '_' || (c != END && Character.isLetter(c));
    }

    static boolean isIdentifierPart(int c) {
        return isIdentifierStart(c) || (c != END && Character.isDigit(c));
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    InvalidQueryException error(int offset, String expected, String found, @Nullable String suggestion) {
        return InvalidQueryException.at(text, offset, expected, found, suggestion);
    }
}
