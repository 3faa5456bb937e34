// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.DbCalls;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the results and exceptions of {@code java.sql}, which {@link DbCalls} cannot see. */
public final class StatementCalls {
    private static final int UNKNOWN = -1;

    private StatementCalls() {}

    public static void end(Call call, @Nullable Throwable thrown) {
        if (thrown instanceof SQLException) {
            SQLException exception = (SQLException) thrown;
            DbCalls.end(call, exception, exception.getSQLState(), exception.getErrorCode());
        } else {
            DbCalls.end(call, thrown, null, 0);
        }
    }

    /**
     * The number of operations of a batch comes from its result, because rows added to a prepared statement are not
     * counted.
     *
     * @param counts {@code int[]}, {@code long[]} or null
     */
    public static void endBatch(Call call, @Nullable Object counts, @Nullable Throwable thrown) {
        try {
            DbCalls.batchSize(call, size(counts, thrown));
        } finally {
            end(call, thrown);
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
