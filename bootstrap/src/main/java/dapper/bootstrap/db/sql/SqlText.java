// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import org.jspecify.annotations.Nullable;

/** The recordable form of one SQL text. Immutable; shared by all executions of the text. */
public final class SqlText {
    /** The maximum length of a summary, in UTF-16 units. */
    public static final int MAX_SUMMARY = SummaryText.MAX_LENGTH;

    static final SqlText NONE = new SqlText(null, null, null);

    private final @Nullable String query;
    private final @Nullable String summary;
    private final @Nullable String storedProcedure;

    SqlText(@Nullable String query, @Nullable String summary, @Nullable String storedProcedure) {
        this.query = query;
        this.summary = summary;
        this.storedProcedure = storedProcedure;
    }

    /** {@code db.query.text}: at most {@link SqlSanitizer#MAX_TEXT} UTF-16 units; null if there is none. */
    public @Nullable String query() {
        return query;
    }

    /**
     * {@code db.query.summary}: operations and targets in the order of the text; null if the text was not understood.
     */
    public @Nullable String summary() {
        return summary;
    }

    /** The procedure that a JDBC call escape names, or null. */
    public @Nullable String storedProcedure() {
        return storedProcedure;
    }

    int weight() {
        return 64 + 2 * (length(query) + length(summary));
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
