// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import com.datastax.driver.core.BatchStatement;
import com.datastax.driver.core.BoundStatement;
import com.datastax.driver.core.ConsistencyLevel;
import com.datastax.driver.core.QueryOptions;
import com.datastax.driver.core.RegularStatement;
import com.datastax.driver.core.Session;
import com.datastax.driver.core.Statement;
import com.datastax.driver.core.querybuilder.BuiltStatement;
import dapper.bootstrap.db.CqlCalls;
import dapper.bootstrap.db.sql.BatchTexts;
import org.jspecify.annotations.Nullable;

/** Describes statements. Reads only objects of the driver's own classes: others are the application's. */
final class Statements {
    private static final CqlCalls CALLS = ExecutionCall.CALLS;

    private Statements() {}

    /** @param isBuilt whether the driver has built its request out of the statement */
    static void describe(ExecutionCall call, Session session, Statement statement, boolean isBuilt) {
        CALLS.keyspace(call, session.getLoggedKeyspace());
        if (!isOfDriver(statement)) {
            return;
        }
        boolean isRead = true;
        if (statement instanceof BatchStatement) {
            isRead = batch(call, (BatchStatement) statement, isBuilt);
        } else {
            String cql = text(statement, isBuilt);
            if (cql != null) {
                CALLS.text(call, cql, isPrepared(statement));
            }
        }
        if (CALLS.isRecorded(call)) {
            options(call, statement, session.getCluster().getConfiguration().getQueryOptions(), isRead);
        }
    }

    private static boolean isOfDriver(@Nullable Object object) {
        return object != null && object.getClass().getName().startsWith("com.datastax.driver.");
    }

    /**
     * The text of a built statement is built with the codecs of the first that asks for it, which must be the driver.
     */
    private static @Nullable String text(Statement statement, boolean isBuilt) {
        if (statement instanceof RegularStatement) {
            return isBuilt || !(statement instanceof BuiltStatement)
                    ? ((RegularStatement) statement).getQueryString()
                    : null;
        }
        return statement instanceof BoundStatement
                ? ((BoundStatement) statement).preparedStatement().getQueryString()
                : null;
    }

    private static boolean isPrepared(Statement statement) {
        return !(statement instanceof RegularStatement) || ((RegularStatement) statement).hasValues();
    }

    /** Returns false if the batch has statements of the application's classes. */
    private static boolean batch(ExecutionCall call, BatchStatement batch, boolean isBuilt) {
        BatchTexts texts = new BatchTexts();
        boolean isRead = true;
        for (Statement statement : batch.getStatements()) {
            boolean readable = isOfDriver(statement);
            isRead &= readable;
            String cql = readable && !texts.isFull() ? text(statement, isBuilt) : null;
            texts.add(cql, cql != null && isPrepared(statement));
        }
        CALLS.batch(call, texts);
        return isRead;
    }

    private static void options(ExecutionCall call, Statement statement, QueryOptions defaults, boolean isRead) {
        ConsistencyLevel consistency = statement.getConsistencyLevel();
        if (consistency == null) {
            consistency = defaults.getConsistencyLevel();
        }
        int pageSize = statement.getFetchSize();
        if (pageSize <= 0) {
            pageSize = defaults.getFetchSize();
        }
        Boolean idempotent = null;
        if (isRead) {
            idempotent = statement.isIdempotent();
            if (idempotent == null) {
                idempotent = defaults.getDefaultIdempotence();
            }
        }
        boolean isPaged = pageSize != Integer.MAX_VALUE;
        CALLS.options(call, consistency.name(), isPaged ? pageSize : 0, idempotent);
    }
}
