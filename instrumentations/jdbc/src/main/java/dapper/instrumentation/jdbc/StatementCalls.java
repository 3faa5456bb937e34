// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.db.ConnectionInfo;
import dapper.bootstrap.db.DbTracer;
import dapper.bootstrap.db.PreparedTexts;
import dapper.bootstrap.db.SqlTexts;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The span of one execution. Whatever goes wrong while it is described, the context that was made current is returned. */
public final class StatementCalls {
    /** What {@link AdviceErrors} knows this instrumentation by. */
    static final int JDBC = AdviceErrors.number("jdbc");

    private StatementCalls() {}

    public static @Nullable TraceContext startText(Statement statement, @Nullable String sql) {
        TraceContext context = DbTracer.start();
        if (context instanceof Span) {
            describe((Span) context, statement, sql, false);
        }
        return context;
    }

    public static @Nullable TraceContext startPrepared(PreparedStatement statement) {
        TraceContext context = DbTracer.start();
        if (context instanceof Span) {
            describe((Span) context, statement, PreparedTexts.of(statement), true);
        }
        return context;
    }

    private static void describe(Span span, Statement statement, @Nullable String sql, boolean prepared) {
        try {
            ConnectionInfo connection = Connections.of(statement);
            DbTracer.describe(span, connection);
            if (sql != null) {
                DbTracer.describe(span, SqlTexts.of(sql, connection.system().dialect(), prepared));
            }
        } catch (Throwable e) {
            // The span is current by now: only who gets it back can end it.
            AdviceErrors.caught(e, JDBC);
        }
    }

    public static void end(TraceContext context, @Nullable Throwable thrown) {
        if (thrown instanceof SQLException) {
            SQLException exception = (SQLException) thrown;
            DbTracer.endSql(context, exception, exception.getSQLState(), exception.getErrorCode());
        } else {
            DbTracer.end(context, thrown, null);
        }
    }
}
