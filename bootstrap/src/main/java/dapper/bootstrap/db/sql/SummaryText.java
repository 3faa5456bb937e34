// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import org.jspecify.annotations.Nullable;

/** The text of a summary, built word by word and bounded by the maximum length of a summary. */
final class SummaryText {
    /** The limit of the semantic conventions. */
    static final int MAX_LENGTH = 255;

    private final StringBuilder text = new StringBuilder(48);
    private boolean full;

    boolean isEmpty() {
        return text.length() == 0;
    }

    /** Returns the start of the appended word, or -1 if it no longer fits. */
    int append(String sql, int start, int end) {
        int separator = isEmpty() ? 0 : 1;
        if (full || text.length() + separator + (end - start) > MAX_LENGTH) {
            full = true;
            return -1;
        }
        if (separator == 1) {
            text.append(' ');
        }
        int at = text.length();
        text.append(sql, start, end);
        return at;
    }

    /** Continues the last word after a dot. Returns false if that no longer fits; nothing is added afterwards. */
    boolean appendPart(String sql, int start, int end) {
        if (text.length() + 1 + (end - start) > MAX_LENGTH) {
            full = true;
            return false;
        }
        text.append('.').append(sql, start, end);
        return true;
    }

    /** Removes the word that begins there, and everything after it. */
    void removeFrom(int wordStart) {
        text.setLength(Math.max(0, wordStart - 1));
    }

    String from(int wordStart) {
        return text.substring(wordStart);
    }

    /** Null if it is empty. */
    @Nullable
    String text() {
        return isEmpty() ? null : text.toString();
    }
}
