// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfig;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.internal.core.context.InternalDriverContext;
import com.datastax.oss.driver.internal.core.session.DefaultSession;
import dapper.bootstrap.db.CqlCalls;
import dapper.bootstrap.db.sql.BatchTexts;
import org.jspecify.annotations.Nullable;

/** Describes statements. Reads only objects of the driver's own classes: others are the application's. */
final class Statements {
    private static final CqlCalls CALLS = ExecutionCall.CALLS;

    private Statements() {}

    static void describe(
            ExecutionCall call, Statement<?> statement, DefaultSession session, InternalDriverContext context) {
        boolean known = isOfDriver(statement);
        CqlIdentifier keyspace = known ? statement.getKeyspace() : null;
        if (keyspace == null) {
            keyspace = session.getKeyspace().orElse(null);
        }
        CALLS.keyspace(call, keyspace == null ? null : keyspace.asInternal());
        if (known) {
            text(call, statement);
            if (CALLS.isRecorded(call)) {
                options(call, statement, profile(statement, context));
            }
        }
    }

    private static boolean isOfDriver(@Nullable Object object) {
        return object != null && object.getClass().getName().startsWith("com.datastax.");
    }

    private static void text(ExecutionCall call, Statement<?> statement) {
        if (statement instanceof BatchStatement) {
            batch(call, (BatchStatement) statement);
            return;
        }
        String cql = text(statement);
        if (cql != null) {
            CALLS.text(call, cql, isPrepared(statement));
        }
    }

    private static @Nullable String text(Statement<?> statement) {
        if (statement instanceof SimpleStatement) {
            return ((SimpleStatement) statement).getQuery();
        }
        return statement instanceof BoundStatement
                ? ((BoundStatement) statement).getPreparedStatement().getQuery()
                : null;
    }

    private static boolean isPrepared(Statement<?> statement) {
        if (statement instanceof SimpleStatement) {
            SimpleStatement simple = (SimpleStatement) statement;
            return !simple.getPositionalValues().isEmpty()
                    || !simple.getNamedValues().isEmpty();
        }
        return true;
    }

    private static void batch(ExecutionCall call, BatchStatement batch) {
        BatchTexts texts = new BatchTexts();
        for (BatchableStatement<?> statement : batch) {
            boolean readable = !texts.isFull() && isOfDriver(statement);
            texts.add(readable ? text(statement) : null, readable && isPrepared(statement));
        }
        CALLS.batch(call, texts);
    }

    /** Returns the settings that count if the statement has none of its own; null if they are the application's object. */
    private static @Nullable DriverExecutionProfile profile(Statement<?> statement, InternalDriverContext context) {
        DriverExecutionProfile own = statement.getExecutionProfile();
        if (own != null) {
            return isOfDriver(own) ? own : null;
        }
        DriverConfig config = context.getConfig();
        if (!isOfDriver(config)) {
            return null;
        }
        String name = statement.getExecutionProfileName();
        return name == null || name.isEmpty() ? config.getDefaultProfile() : config.getProfile(name);
    }

    private static void options(ExecutionCall call, Statement<?> statement, @Nullable DriverExecutionProfile profile) {
        String consistency = statement.getConsistencyLevel() == null
                ? null
                : statement.getConsistencyLevel().name();
        int pageSize = statement.getPageSize();
        Boolean idempotent = statement.isIdempotent();
        if (profile != null) {
            if (consistency == null) {
                consistency = profile.getString(DefaultDriverOption.REQUEST_CONSISTENCY);
            }
            if (pageSize <= 0) {
                pageSize = profile.getInt(DefaultDriverOption.REQUEST_PAGE_SIZE);
            }
            if (idempotent == null) {
                idempotent = profile.getBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE);
            }
        }
        CALLS.options(call, consistency, pageSize, idempotent);
    }
}
