// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.db.BatchTexts;
import dapper.bootstrap.db.DbTracer;
import dapper.bootstrap.db.JdbcObjects;
import dapper.bootstrap.db.RunningCall;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The span of one batch. Its number of operations comes from the result, because rows added to a prepared statement are
 * not counted. The texts added to a plain statement are stored, since a driver does not return them.
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
        try {
            if (context instanceof Span) {
                RunningCall.batch((Span) context, statement, statement instanceof PreparedStatement, texts);
            } else if (context == null) {
                RunningCall.within(statement, null);
            }
        } catch (Throwable e) {
            // See StatementCalls.
            AdviceErrors.caught(e, StatementCalls.JDBC);
        }
        return context;
    }

    /** @param counts {@code int[]}, {@code long[]} or null */
    public static void end(TraceContext context, @Nullable Object counts, @Nullable Throwable thrown) {
        try {
            if (context instanceof Span) {
                RunningCall.batchEnded((Span) context, size(counts, thrown));
            }
        } finally {
            StatementCalls.end(context, thrown);
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
            // Some drivers stop at the first failure: the real size is then unknown, and one of many is not a single
            // call.
            int[] done = ((BatchUpdateException) thrown).getUpdateCounts();
            return done == null || done.length < 2 ? UNKNOWN : done.length;
        }
        return UNKNOWN;
    }
}
