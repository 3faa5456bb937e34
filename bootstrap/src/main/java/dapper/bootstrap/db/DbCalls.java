// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.db.sql.BatchTexts;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a database, on the thread that makes them. A call is the thread's context while it runs, so a driver or
 * pool that calls another one gets null from its {@code start}: one call, the outermost.
 *
 * <p>Parameters are plain objects, because {@code java.sql} is not visible from here. No method of a statement is
 * called.
 */
public final class DbCalls {
    /** The number of the only instrumentation that calls this, in {@link AdviceErrors}. */
    private static final int JDBC = AdviceErrors.number("jdbc");

    private DbCalls() {}

    /**
     * Starts an execution of a text.
     *
     * @return null if there is nothing to do at the end; likewise below
     */
    public static @Nullable Call startText(Object statement, @Nullable String sql) {
        Call call = start();
        try {
            if (call == null) {
                RunningCall.within(statement, sql);
            } else if (call.isObserved()) {
                RunningCall.text(call, statement, sql);
            }
        } catch (Throwable e) {
            // The call is current by now: only a caller that gets it can end it.
            AdviceErrors.caught(e, JDBC);
        }
        return call;
    }

    /** Starts an execution of a prepared statement. */
    public static @Nullable Call startPrepared(Object statement) {
        Call call = start();
        try {
            if (call == null) {
                RunningCall.within(statement, null);
            } else if (call.isObserved()) {
                RunningCall.prepared(call, statement);
            }
        } catch (Throwable e) {
            // As above.
            AdviceErrors.caught(e, JDBC);
        }
        return call;
    }

    /** Starts an execution of a batch. */
    public static @Nullable Call startBatch(Object statement, boolean prepared) {
        BatchTexts texts = JdbcObjects.takeBatch(statement);
        Call call = start();
        try {
            if (call == null) {
                RunningCall.within(statement, null);
            } else if (call.isObserved()) {
                RunningCall.batch(call, statement, prepared, texts);
            }
        } catch (Throwable e) {
            // As above.
            AdviceErrors.caught(e, JDBC);
        }
        return call;
    }

    private static @Nullable Call start() {
        // The statements that open a connection, or make a statement, are the driver's own.
        return JdbcObjects.isOwnWork() || StatementOrigins.isMaking() ? null : Call.enter(CallKind.DATABASE, "", null);
    }

    /** Records that a text has been added to the batch of a statement that is not prepared. */
    public static void addedToBatch(Object statement, @Nullable String sql) {
        if (!Current.isUnsampled() || CallListening.hasListener()) {
            JdbcObjects.addedToBatch(statement, sql);
        }
    }

    /**
     * Adds the size of a batch before its end.
     *
     * @param size -1 if it is not known
     */
    public static void batchSize(Call call, int size) {
        RunningCall.batchEnded(call, size);
    }

    /**
     * Ends a call.
     *
     * @param sqlState of the exception, null if it has none
     * @param vendorCode of the exception, 0 if it has none
     */
    public static void end(Call call, @Nullable Throwable thrown, @Nullable String sqlState, int vendorCode) {
        call.leave();
        Span span = call.span();
        String error = null;
        try {
            if (thrown != null && call.isObserved()) {
                String code = StatusCode.of(RunningCall.systemName(call), sqlState, vendorCode);
                error = code == null ? thrown.getClass().getName() : code;
                if (span != null) {
                    DbSpans.fail(span, thrown, code);
                }
            }
        } finally {
            RunningCall.ended(call);
            call.end(0, error);
        }
    }
}
