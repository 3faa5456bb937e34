// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a batch that is being assembled. Keeps the first {@value #MAX_TEXTS} and counts all: a batch whose first
 * texts are alike is assumed to be uniform. Used by the thread that works on the statement.
 */
public final class BatchTexts {
    private static final int MAX_TEXTS = 32;
    private static final int MAX_LENGTH = 4 * SqlSanitizer.MAX_TEXT;

    private final List<String> texts = new ArrayList<>(4);
    private final BitSet prepared = new BitSet(MAX_TEXTS);
    private int length;
    private int size;

    public BatchTexts() {}

    /** Adds a text without placeholders. */
    public void add(@Nullable String sql) {
        add(sql, false);
    }

    /**
     * @param sql null if it is not known
     * @param isPrepared true if placeholders in the text are parameters
     */
    public void add(@Nullable String sql, boolean isPrepared) {
        size++;
        if (sql != null && texts.size() < MAX_TEXTS && length + sql.length() <= MAX_LENGTH) {
            prepared.set(texts.size(), isPrepared);
            texts.add(sql);
            length += sql.length();
        }
    }

    /** Returns whether more texts would only be counted. */
    public boolean isFull() {
        return texts.size() == MAX_TEXTS;
    }

    public int size() {
        return size;
    }

    /**
     * Returns one text and summary if they are alike once sanitized; otherwise the texts separated by semicolons,
     * without a summary.
     */
    public SqlText sanitized(SqlDialect dialect) {
        String query = null;
        String summary = null;
        boolean sameQuery = true;
        boolean sameSummary = true;
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            SqlText text = SqlTexts.of(texts.get(i), dialect, prepared.get(i));
            if (i == 0) {
                query = text.query();
                summary = text.summary();
            }
            sameQuery &= String.valueOf(query).equals(String.valueOf(text.query()));
            sameSummary &= String.valueOf(summary).equals(String.valueOf(text.summary()));
            if (text.query() != null && all.length() < SqlSanitizer.MAX_TEXT) {
                all.append(all.length() == 0 ? "" : "; ").append(text.query());
            }
        }
        all.setLength(Math.min(all.length(), SqlSanitizer.MAX_TEXT));
        return new SqlText(
                sameQuery ? query : all.length() == 0 ? null : all.toString(), sameSummary ? summary : null, null);
    }
}
