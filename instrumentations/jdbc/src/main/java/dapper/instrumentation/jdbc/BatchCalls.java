// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.db.BatchTexts;
import dapper.bootstrap.db.ConnectionInfo;
import dapper.bootstrap.db.DbTracer;
import dapper.bootstrap.db.JdbcObjects;
import dapper.bootstrap.db.PreparedTexts;
import dapper.bootstrap.db.SqlDialect;
import dapper.bootstrap.db.SqlText;
import dapper.bootstrap.db.SqlTexts;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The span of one batch. How many operations it had, the result tells: nobody counts the rows that are added to a prepared
 * statement. The texts added to a plain one are remembered, since a driver does not give them back.
 */
public final class BatchCalls {
    private static final int UNKNOWN = -1;

    private BatchCalls() {}

    public static void add(Statement statement, @Nullable String sql) {
        if (!(Current.get() instanceof UnsampledContext) && !(statement instanceof PreparedStatement)) {
            JdbcObjects.addedToBatch(statement, sql);
        }
    }

    public static @Nullable TraceContext start(Statement statement) {
        BatchTexts texts = JdbcObjects.takeBatch(statement);
        TraceContext context = DbTracer.start();
        if (context instanceof Span) {
            try {
                describe((Span) context, statement, texts);
            } catch (Throwable e) {
                // As in StatementCalls.
                AdviceErrors.caught(e, StatementCalls.JDBC);
            }
        }
        return context;
    }

    private static void describe(Span span, Statement statement, @Nullable BatchTexts texts) {
        ConnectionInfo connection = Connections.of(statement);
        DbTracer.describe(span, connection);
        SqlText text = text(statement, texts, connection.system().dialect());
        if (text != null) {
            DbTracer.describe(span, text);
        }
        DbTracer.batch(span, text == null ? null : text.summary(), texts == null ? UNKNOWN : texts.size());
    }

    private static @Nullable SqlText text(Statement statement, @Nullable BatchTexts texts, SqlDialect dialect) {
        if (texts != null) {
            return texts.sanitized(dialect);
        }
        String sql = PreparedTexts.of(statement);
        return sql == null ? null : SqlTexts.of(sql, dialect, true);
    }

    /** @param counts {@code int[]}, {@code long[]} or null */
    public static void end(
            Statement statement, TraceContext context, @Nullable Object counts, @Nullable Throwable thrown) {
        try {
            describeSize(statement, context, size(counts, thrown));
        } finally {
            StatementCalls.end(context, thrown);
        }
    }

    private static void describeSize(Statement statement, TraceContext context, int size) {
        boolean prepared = statement instanceof PreparedStatement;
        if (context instanceof Span && (size == 0 || (prepared && size != UNKNOWN))) {
            String sql = PreparedTexts.of(statement);
            SqlDialect dialect = Connections.of(statement).system().dialect();
            DbTracer.batch(
                    (Span) context,
                    sql == null ? null : SqlTexts.of(sql, dialect, true).summary(),
                    size);
        }
    }

    private static int size(@Nullable Object counts, @Nullable Throwable thrown) {
        if (counts instanceof int[]) {
            return ((int[]) counts).length;
        }
        if (counts instanceof long[]) {
            return ((long[]) counts).length;
        }
        if (thrown instanceof BatchUpdateException) {
            // Some drivers stop at the first failure: then this is all that is known, and one of many is no single
            // call.
            int[] done = ((BatchUpdateException) thrown).getUpdateCounts();
            return done == null || done.length < 2 ? UNKNOWN : done.length;
        }
        return UNKNOWN;
    }
}
