// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of a tag filter: {@code key:value}. The value is everything after the colon, byte for byte.
 *
 * <p>A key needs double quotes if it is empty, or contains a colon, a double quote or a comparison sign:
 * {@code "aws:cloudformation:stack-name":shop}. Within the quotes a backslash escapes the next character. Comparison
 * signs need the quotes so that {@code status>=500:} is refused; it would otherwise search for a key of that name and
 * find nothing.
 */
final class TagText {
    private static final Pattern PLAIN_KEY = Pattern.compile("[^:\"<>=!~]+");
    private static final Pattern COMPARISON = Pattern.compile("[^:\"]*[<>=!~].*", Pattern.DOTALL);

    private TagText() {}

    /**
     * Reads a key and a value.
     *
     * @throws IllegalArgumentException with a description of valid values: "must be ..."
     */
    static Map.Entry<String, String> parse(String text) {
        if (text.startsWith("\"")) {
            return quoted(text);
        }
        int colon = text.indexOf(':');
        if (colon > 0 && PLAIN_KEY.matcher(text.substring(0, colon)).matches()) {
            return Map.entry(text.substring(0, colon), text.substring(colon + 1));
        }
        throw new IllegalArgumentException(
                COMPARISON.matcher(text).matches()
                        ? "must be key:value, because values can be compared for equality only; a key that contains"
                                + " <, >, =, ! or ~ stands in double quotes"
                        : "must be key:value such as http.route:/cart");
    }

    private static Map.Entry<String, String> quoted(String text) {
        StringBuilder key = new StringBuilder();
        int at = 1;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            key.append(text.charAt(at++));
        }
        if (!text.startsWith("\":", at)) {
            throw new IllegalArgumentException(
                    "must have a double quote and a colon after its quoted key, such as \"aws:region\":eu-1");
        }
        return Map.entry(key.toString(), text.substring(at + 2));
    }

    /** Returns the text that {@link #parse} reads as this key and value. */
    static String format(String key, String value) {
        return (PLAIN_KEY.matcher(key).matches() ? key : "\"" + key.replaceAll("[\"\\\\]", "\\\\$0") + "\"") + ":"
                + value;
    }
}
