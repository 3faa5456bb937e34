// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code key=value} pairs of a URL, with the drivers' separators and quotes. A value that was not requested is
 * skipped as a whole, so an apparent pair within a quoted password is not read as one.
 */
final class UrlParameters {
    private final String text;
    private final char separator;

    /**
     * @param text begins with the separator, or with the character in its place before the first pair
     * @param separator with a semicolon, braces quote a value; with a comma, apostrophes do
     */
    UrlParameters(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** The value of the last pair with one of these keys, whatever its case; null if there is none or it is empty. */
    @Nullable
    String value(String keys) {
        String value = null;
        int at = 1;
        while (at < text.length()) {
            int end = next(at);
            int equals = text.indexOf('=', at);
            if (equals > at && equals < end) {
                String key = text.substring(at, equals).trim().toLowerCase(Locale.ROOT);
                end = endOfValue(equals + 1);
                if (!key.isEmpty() && key.indexOf(',') < 0 && ("," + keys + ",").contains("," + key + ",")) {
                    value = unquoted(text.substring(equals + 1, end).trim());
                }
            }
            at = end + 1;
        }
        return JdbcUrl.emptyToNull(value);
    }

    private int next(int from) {
        int next = text.indexOf(separator, from);
        return next < 0 ? text.length() : next;
    }

    private int endOfValue(int from) {
        int start = from;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        char close = start < text.length() ? closing(text.charAt(start)) : 0;
        int end = close == 0 ? -1 : closed(close, start + 1);
        return next(end < 0 ? from : end);
    }

    /** The index of the quote that is not doubled, or -1. */
    private int closed(char close, int from) {
        int at = text.indexOf(close, from);
        while (at >= 0 && at + 1 < text.length() && text.charAt(at + 1) == close) {
            at = text.indexOf(close, at + 2);
        }
        return at;
    }

    private char closing(char open) {
        return separator == ';' && open == '{' ? '}' : separator == ',' && open == '\'' ? '\'' : 0;
    }

    private String unquoted(String value) {
        char close = value.length() < 2 ? 0 : closing(value.charAt(0));
        if (close == 0 || value.charAt(value.length() - 1) != close) {
            return value;
        }
        String once = String.valueOf(close);
        return value.substring(1, value.length() - 1).replace(once + once, once);
    }
}
