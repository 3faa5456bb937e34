// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import org.jspecify.annotations.Nullable;

/** The text is no valid TraceQL query. Its message is a sentence for the author of the query. */
public final class InvalidQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;
    private final int line;
    private final int column;
    private final String expected;
    private final String found;
    private final @Nullable String suggestion;

    private InvalidQueryException(
            String message,
            int offset,
            int line,
            int column,
            String expected,
            String found,
            @Nullable String suggestion) {
        super(message, null, false, false);
        this.offset = offset;
        this.line = line;
        this.column = column;
        this.expected = expected;
        this.found = found;
        this.suggestion = suggestion;
    }

    static InvalidQueryException at(
            String text, int offset, String expected, String found, @Nullable String suggestion) {
        String before = text.substring(0, offset);
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(lineStart, before.length());
        String message = "Line " + line + ", column " + column + ": expected " + expected + ", but found " + found + "."
                + (suggestion == null ? "" : " " + suggestion);
        return new InvalidQueryException(message, offset, line, column, expected, found, suggestion);
    }

    /** Of the wrong part, in chars from 0; the length of the text if it is its end. */
    public int offset() {
        return offset;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** In characters (code points) from 1. */
    public int column() {
        return column;
    }

    /** A phrase, such as "a condition or }". */
    public String expected() {
        return expected;
    }

    /** The wrong part itself between backquotes, or a phrase such as "the end of the query". */
    public String found() {
        return found;
    }

    /** One sentence, such as "Did you mean duration?"; null without one. */
    public @Nullable String suggestion() {
        return suggestion;
    }
}
