// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import dapper.bootstrap.db.sql.BatchTexts;
import org.jspecify.annotations.Nullable;

/** The connection and the text of a statement, or the texts of a batch. Used by the thread that builds the statement. */
public final class Origin {
    private final Connected connection;
    private final @Nullable String sql;
    private BatchTexts texts = new BatchTexts();
    private int rows;

    /** @param sql null for a batch */
    Origin(Connected connection, @Nullable String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    Connected connection() {
        return connection;
    }

    /** @param text null for a row of parameters */
    void added(@Nullable String text) {
        if (sql == null) {
            texts.add(text);
        } else {
            rows++;
        }
    }

    /** Takes what the statement executes now: the application may use it again. */
    Prepared prepare() {
        int all = rows + 1;
        rows = 0;
        if (sql != null) {
            return new Prepared(connection, sql, null, all);
        }
        BatchTexts taken = texts;
        texts = new BatchTexts();
        return new Prepared(connection, null, taken, 0);
    }
}
