// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.db.DbTracer;
import dapper.bootstrap.db.RunningCall;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The span of one execution. If describing it fails, the context that was made current is still returned. */
public final class StatementCalls {
    /** The number of this instrumentation in {@link AdviceErrors}. */
    static final int JDBC = AdviceErrors.number("jdbc");

    private StatementCalls() {}

    public static @Nullable TraceContext startText(Statement statement, @Nullable String sql) {
        TraceContext context = DbTracer.start();
        try {
            if (context instanceof Span) {
                RunningCall.text((Span) context, statement, sql);
            } else if (context == null) {
                RunningCall.within(statement, sql);
            }
        } catch (Throwable e) {
            // The span is current by now: only a caller that gets it can end it.
            AdviceErrors.caught(e, JDBC);
        }
        return context;
    }

    public static @Nullable TraceContext startPrepared(PreparedStatement statement) {
        TraceContext context = DbTracer.start();
        try {
            if (context instanceof Span) {
                RunningCall.prepared((Span) context, statement);
            } else if (context == null) {
                RunningCall.within(statement, null);
            }
        } catch (Throwable e) {
            // As above.
            AdviceErrors.caught(e, JDBC);
        }
        return context;
    }

    public static void end(TraceContext context, @Nullable Throwable thrown) {
        try {
            if (context instanceof Span) {
                RunningCall.ended((Span) context);
            }
        } finally {
            endSpan(context, thrown);
        }
    }

    private static void endSpan(TraceContext context, @Nullable Throwable thrown) {
        if (thrown instanceof SQLException) {
            SQLException exception = (SQLException) thrown;
            DbTracer.endSql(context, exception, exception.getSQLState(), exception.getErrorCode());
        } else {
            DbTracer.end(context, thrown, null);
        }
    }
}
