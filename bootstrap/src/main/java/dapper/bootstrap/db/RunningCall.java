// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.Span;
import dapper.bootstrap.db.sql.BatchTexts;
import dapper.bootstrap.db.sql.SqlDialect;
import dapper.bootstrap.db.sql.SqlText;
import dapper.bootstrap.db.sql.SqlTexts;
import dapper.bootstrap.db.url.ConnectionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Describes the recorded call that a thread is in. Most calls are described completely when they begin. The outermost
 * statement may be of unknown origin: its connection routes to others, or a pool made it in its own way. Then the first
 * nested statement of known origin adds the missing parts.
 *
 * <p>One object per thread, reused by each call: nothing is allocated.
 */
final class RunningCall {
    private static final int UNKNOWN_SIZE = -1;

    private static final ThreadLocal<RunningCall> RUNNING = new ThreadLocal<RunningCall>() {
        @Override
        protected RunningCall initialValue() {
            return new RunningCall();
        }
    };

    private @Nullable Span span;
    private @Nullable ConnectionInfo connection;
    private @Nullable String sql;
    private @Nullable BatchTexts texts;
    private boolean prepared;
    private boolean batch;

    private RunningCall() {}

    /** Begins an execution of a text. */
    static void text(Span span, Object statement, @Nullable String sql) {
        RUNNING.get().begin(span, statement, sql, false, null, false);
    }

    /** Begins an execution of a prepared statement. */
    static void prepared(Span span, Object statement) {
        RUNNING.get().begin(span, statement, StatementOrigins.text(statement), true, null, false);
    }

    /** @param texts that were added to the statement, null if none were */
    static void batch(Span span, Object statement, boolean prepared, @Nullable BatchTexts texts) {
        String sql = prepared ? StatementOrigins.text(statement) : null;
        RUNNING.get().begin(span, statement, sql, prepared, texts, true);
    }

    private void begin(
            Span span,
            Object statement,
            @Nullable String sql,
            boolean prepared,
            @Nullable BatchTexts texts,
            boolean batch) {
        this.span = span;
        this.sql = sql;
        this.prepared = prepared;
        this.texts = texts;
        this.batch = batch;
        this.connection = StatementOrigins.connection(statement);
        describe(span);
    }

    private void describe(Span span) {
        ConnectionInfo known = connection == null ? ConnectionInfo.UNKNOWN : connection;
        DbSpans.describe(span, known);
        SqlText text = text(known.system().dialect());
        if (text != null) {
            DbSpans.describe(span, text);
        }
        if (batch) {
            DbSpans.batch(span, text == null ? null : text.summary(), texts == null ? UNKNOWN_SIZE : texts.size());
        }
    }

    private @Nullable SqlText text(SqlDialect dialect) {
        if (texts != null) {
            return texts.sanitized(dialect);
        }
        return sql == null ? null : SqlTexts.of(sql, dialect, prepared);
    }

    /**
     * Handles a statement that is executed within a call.
     *
     * @param sql null if the statement is prepared, or executes a batch
     */
    static void within(Object statement, @Nullable String sql) {
        RunningCall call = RUNNING.get();
        Span span = call.span;
        if (span != null && (call.lacksConnection() || call.lacksText())) {
            call.complete(span, statement, sql);
        }
    }

    private boolean lacksConnection() {
        return connection == null || !connection.isKnown();
    }

    private boolean lacksText() {
        return sql == null && texts == null && prepared;
    }

    private void complete(Span span, Object statement, @Nullable String innerSql) {
        boolean found = false;
        if (lacksConnection()) {
            ConnectionInfo inner = StatementOrigins.connection(statement);
            if (inner != null) {
                connection = inner;
                found = inner.isKnown();
            }
        }
        if (lacksText()) {
            prepared = innerSql == null;
            sql = prepared ? StatementOrigins.text(statement) : innerSql;
            prepared |= sql == null;
            found |= sql != null;
        }
        if (found) {
            describe(span);
        }
    }

    /** @param size of the batch, -1 if it is not known */
    static void batchEnded(Span span, int size) {
        RunningCall call = RUNNING.get();
        if (call.span == span && (size == 0 || (call.prepared && size != UNKNOWN_SIZE))) {
            SqlText text = call.texts != null || call.connection == null
                    ? null
                    : call.text(call.connection.system().dialect());
            DbSpans.batch(span, text == null ? null : text.summary(), size);
        }
    }

    /** Releases a call that has ended. */
    static void ended(Span span) {
        RunningCall call = RUNNING.get();
        if (call.span == span) {
            if (call.connection == null || call.lacksText()) {
                StatementOrigins.missed();
            }
            call.clear();
        }
    }

    private void clear() {
        span = null;
        connection = null;
        sql = null;
        texts = null;
    }
}
