// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.db.sql.BatchTexts;
import dapper.bootstrap.db.sql.SqlDialect;
import dapper.bootstrap.db.sql.SqlText;
import dapper.bootstrap.db.sql.SqlTexts;
import dapper.bootstrap.db.url.ConnectionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Describes the observed call that a thread is in. Most calls are described completely when they begin. The outermost
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

    private @Nullable Call call;
    private @Nullable ConnectionInfo connection;
    private @Nullable String sql;
    private @Nullable BatchTexts texts;
    private boolean prepared;
    private boolean batch;

    private RunningCall() {}

    /** Begins an execution of a text. */
    static void text(Call call, Object statement, @Nullable String sql) {
        RUNNING.get().begin(call, statement, sql, false, null, false);
    }

    /** Begins an execution of a prepared statement. */
    static void prepared(Call call, Object statement) {
        RUNNING.get().begin(call, statement, StatementOrigins.text(statement), true, null, false);
    }

    /** @param texts that were added to the statement, null if none were */
    static void batch(Call call, Object statement, boolean prepared, @Nullable BatchTexts texts) {
        String sql = prepared ? StatementOrigins.text(statement) : null;
        RUNNING.get().begin(call, statement, sql, prepared, texts, true);
    }

    private void begin(
            Call call,
            Object statement,
            @Nullable String sql,
            boolean prepared,
            @Nullable BatchTexts texts,
            boolean batch) {
        this.call = call;
        this.sql = sql;
        this.prepared = prepared;
        this.texts = texts;
        this.batch = batch;
        this.connection = StatementOrigins.connection(statement);
        describe(call);
        RepositoryMethod.describe(call.span());
    }

    private void describe(Call call) {
        ConnectionInfo known = connection == null ? ConnectionInfo.UNKNOWN : connection;
        DbSpans.describe(call, known);
        SqlText text = text(known.system().dialect());
        if (text != null) {
            DbSpans.describe(call, text);
        }
        if (batch) {
            DbSpans.batch(call, text == null ? null : text.summary(), texts == null ? UNKNOWN_SIZE : texts.size());
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
        RunningCall running = RUNNING.get();
        Call call = running.call;
        if (call != null && call.kind() == CallKind.DATABASE && (running.lacksConnection() || running.lacksText())) {
            running.complete(call, statement, sql);
        }
    }

    private boolean lacksConnection() {
        return connection == null || !connection.isKnown();
    }

    private boolean lacksText() {
        return sql == null && texts == null && prepared;
    }

    private void complete(Call call, Object statement, @Nullable String innerSql) {
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
            describe(call);
        }
    }

    /** @param size of the batch, -1 if it is not known */
    @SuppressWarnings("ReferenceEquality") // a call has no equality of its own
    static void batchEnded(Call call, int size) {
        RunningCall running = RUNNING.get();
        if (running.call == call && (size == 0 || (running.prepared && size != UNKNOWN_SIZE))) {
            SqlText text = running.texts != null || running.connection == null
                    ? null
                    : running.text(running.connection.system().dialect());
            DbSpans.batch(call, text == null ? null : text.summary(), size);
        }
    }

    /** The name of the call's system; null if the call was not described. */
    @SuppressWarnings("ReferenceEquality") // a call has no equality of its own
    static @Nullable String systemName(Call call) {
        RunningCall running = RUNNING.get();
        if (running.call != call) {
            return null;
        }
        ConnectionInfo known = running.connection == null ? ConnectionInfo.UNKNOWN : running.connection;
        return known.system().systemName();
    }

    /** Releases a call that ends. */
    @SuppressWarnings("ReferenceEquality") // a call has no equality of its own
    static void ended(Call call) {
        RunningCall running = RUNNING.get();
        if (running.call == call) {
            if (running.connection == null || running.lacksText()) {
                StatementOrigins.missed();
            }
            running.clear();
        }
    }

    private void clear() {
        call = null;
        connection = null;
        sql = null;
        texts = null;
    }
}
