// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

/** Replaces the ids and numbers in a path or a name by <code>{}</code>. */
public final class VaryingParts {
    private static final int LEAST_HEX_ID = 8;

    private VaryingParts() {}

    /**
     * Replaces words of digits, and words of at least {@value #LEAST_HEX_ID} hexadecimal digits and hyphens with a digit
     * among them, such as UUIDs. Other words with digits, such as {@code v1}, stay.
     */
    public static String removed(String text) {
        if (!hasDigit(text)) {
            return text;
        }
        StringBuilder rest = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = endOfWord(text, at);
            if (end == at) {
                rest.append(text.charAt(at++));
            } else {
                addWord(text.substring(at, end), rest);
                at = end;
            }
        }
        return rest.toString();
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || isJoint(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static void addWord(String word, StringBuilder rest) {
        if (isId(word)) {
            rest.append("{}");
            return;
        }
        int from = 0;
        for (int i = 0; i <= word.length(); i++) {
            if (i == word.length() || isJoint(word.charAt(i))) {
                String part = word.substring(from, i);
                rest.append(isNumber(part) ? "{}" : part);
                rest.append(i == word.length() ? "" : word.charAt(i));
                from = i + 1;
            }
        }
    }

    private static boolean isId(String word) {
        if (word.length() < LEAST_HEX_ID || !hasDigit(word)) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != '-' && Character.digit(word.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (!isDigit(part.charAt(i))) {
                return false;
            }
        }
        return !part.isEmpty();
    }

    private static boolean hasDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isJoint(char c) {
        return c == '-' || c == '_';
    }
}
