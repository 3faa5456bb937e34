// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

/**
 * A generated text and what is expected of it: the same tokens with one {@code ?} for each literal, single blanks, and
 * without comments. After a piece with an end that depends on the product or on a setting, nothing more is expected.
 */
final class FuzzedSql {
    private final StringBuilder sql = new StringBuilder();
    private final StringBuilder expected = new StringBuilder();
    private final StringBuilder summary = new StringBuilder();
    private boolean doubtful;

    /** A part of a text and its expected form. */
    static final class Piece {
        final String sql;
        final String shown;
        final boolean doubtful;

        Piece(String sql, String shown, boolean doubtful) {
            this.sql = sql;
            this.shown = shown;
            this.doubtful = doubtful;
        }

        static Piece of(String code) {
            return new Piece(code, code, false);
        }
    }

    FuzzedSql add(Piece piece) {
        sql.append(piece.sql);
        if (!doubtful) {
            expected.append(piece.shown);
        }
        doubtful |= piece.doubtful;
        return this;
    }

    FuzzedSql add(String code) {
        return add(Piece.of(code));
    }

    /** Adds words to the expected summary. */
    FuzzedSql summarize(String words) {
        if (!doubtful) {
            summary.append(summary.length() == 0 ? "" : " ").append(words);
        }
        return this;
    }

    String sql() {
        return sql.toString();
    }

    /** The whole text, or its beginning if the rest is in doubt. */
    String expected() {
        return expected.toString().replaceAll(" {2,}", " ").trim();
    }

    String expectedSummary() {
        return summary.toString();
    }

    boolean isDoubtful() {
        return doubtful;
    }
}
