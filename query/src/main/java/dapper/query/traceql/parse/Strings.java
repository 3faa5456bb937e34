// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import org.jspecify.annotations.Nullable;

/** Reads string literals, with the escapes of Go. */
final class Strings {

    private Strings() {}

    /** Reads a string in double quotes or backquotes; the source is at the first quote. */
    static String read(Source source) {
        return source.peek() == '`' ? raw(source) : escaped(source);
    }

    private static String raw(Source source) {
        int start = source.at();
        source.next();
        if (!source.skipPast("`")) {
            throw source.error(start, "` at the end of the string", "the end of the query", null);
        }
        String text = source.since(start);
        return text.substring(1, text.length() - 1).replace("\r", "");
    }

    private static String escaped(Source source) {
        int start = source.at();
        source.next();
        StringBuilder value = new StringBuilder();
        while (true) {
            int c = source.next();
            switch (c) {
                case '"' -> {
                    return value.toString();
                }
                case Source.END, '\n' ->
                    throw source.error(
                            start,
                            "\" at the end of the string",
                            c == '\n' ? "the end of the line" : "the end of the query",
                            c == '\n' ? "Write \\n for a line break." : null);
                case '\\' -> value.appendCodePoint(escape(source));
                default -> value.appendCodePoint(c);
            }
        }
    }

    private static int escape(Source source) {
        int start = source.at() - 1;
        int c = source.next();
        return switch (c) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case '\\', '"' -> c;
            case 'x' -> number(source, start, 2, 16, 0x7f);
            case 'u' -> number(source, start, 4, 16, Character.MAX_CODE_POINT);
            case 'U' -> number(source, start, 8, 16, Character.MAX_CODE_POINT);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                source.skip(-1);
                yield number(source, start, 3, 8, 0x7f);
            }
            default ->
                throw invalid(source, start, "In a regular expression, write \\\\ for each backslash, or use `...`.");
        };
    }

    /** Bytes above 7f are refused: they would be parts of a character's UTF-8. */
    private static int number(Source source, int start, int digits, int radix, int maximum) {
        long number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = source.peek() == Source.END ? -1 : Character.digit(source.next(), radix);
            if (digit < 0) {
                throw invalid(source, start, null);
            }
            number = number * radix + digit;
        }
        boolean surrogate = number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE;
        if (number > maximum || surrogate) {
            throw invalid(source, start, "A character is written as \\u and four digits, or \\U and eight.");
        }
        return (int) number;
    }

    private static InvalidQueryException invalid(Source source, int start, @Nullable String suggestion) {
        return source.error(
                start, "an escape such as \\n, \\\" or \\u00e9", "`" + source.since(start) + "`", suggestion);
    }
}
