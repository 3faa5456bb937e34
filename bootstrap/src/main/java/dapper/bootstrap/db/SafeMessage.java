// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import org.jspecify.annotations.Nullable;

/**
 * The message of a database error without the values that databases like to repeat in it.
 *
 * <p>Only the first line counts, since details with keys and whole statements follow below. In this line everything
 * from the first quote to the last, everything in parentheses, every number and every echoed token becomes {@code ?}.
 * Nested quotes of many dialects cannot be distinguished, so nothing between quotes is trusted.
 */
final class SafeMessage {
    private static final int MAX_LENGTH = 512;
    private static final String ECHO = "token: ";

    private SafeMessage() {}

    static @Nullable String of(@Nullable String message) {
        if (message == null) {
            return null;
        }
        String line = firstLine(message);
        int echo = line.indexOf(ECHO);
        if (echo >= 0) {
            line = line.substring(0, echo + ECHO.length()) + "'?'";
        }
        StringBuilder safe = new StringBuilder(line.length());
        int first = firstQuote(line);
        if (first < 0) {
            appendWithoutNumbers(line, 0, line.length(), safe);
        } else {
            int last = message.length() > MAX_LENGTH ? line.length() - 1 : lastQuote(line);
            appendWithoutNumbers(line, 0, first, safe);
            safe.append('?');
            // A single quote opens a value that the line does not close.
            appendWithoutNumbers(line, last > first ? last + 1 : line.length(), line.length(), safe);
        }
        return safe.toString();
    }

    private static String firstLine(String message) {
        int end = Math.min(MAX_LENGTH, message.length());
        for (int i = 0; i < end; i++) {
            char c = message.charAt(i);
            if (c == '\r' || c == '\n') {
                return message.substring(0, i);
            }
        }
        return message.substring(0, end);
    }

    private static int firstQuote(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (isQuote(line, i)) {
                return i;
            }
        }
        return -1;
    }

    private static int lastQuote(String line) {
        for (int i = line.length() - 1; i >= 0; i--) {
            if (isQuote(line, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isQuote(String line, int i) {
        char c = line.charAt(i);
        return c == '"' || c == '`' || c == '[' || (c == '\'' && !(isLetter(line, i - 1) && isLetter(line, i + 1)));
    }

    private static void appendWithoutNumbers(String line, int from, int to, StringBuilder safe) {
        int i = from;
        while (i < to) {
            char c = line.charAt(i);
            if (c == '(') {
                int close = line.indexOf(')', i);
                safe.append("(?)");
                i = close < 0 || close >= to ? to : close + 1;
            } else if (isDigit(c) && !isPartOfCode(line, i)) {
                safe.append('?');
                while (i < to && (isDigit(line.charAt(i)) || line.charAt(i) == '.')) {
                    i++;
                }
            } else {
                safe.append(c);
                i++;
            }
        }
    }

    /** {@code ORA-00942}, {@code int4}: digits after letters, directly or with a hyphen between. */
    private static boolean isPartOfCode(String line, int i) {
        int before = i - 1;
        while (before >= 0 && isDigit(line.charAt(before))) {
            before--;
        }
        return isLetter(line, before) || (before > 0 && line.charAt(before) == '-' && isLetter(line, before - 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(String line, int i) {
        return i >= 0 && i < line.length() && Character.isLetter(line.charAt(i));
    }
}
