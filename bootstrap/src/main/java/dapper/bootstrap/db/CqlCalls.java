// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.db.sql.BatchTexts;
import dapper.bootstrap.db.sql.SqlDialect;
import dapper.bootstrap.db.sql.SqlText;
import dapper.bootstrap.db.sql.SqlTexts;
import dapper.bootstrap.db.url.ConnectionInfo;
import dapper.bootstrap.db.url.DatabaseSystem;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a driver of Cassandra, which may end on any thread. What describes a call is given one by one, in any
 * order, between {@link #start} and {@link #end}; nothing of it is needed if the call is not
 * {@linkplain Call#isObserved() observed}.
 */
public final class CqlCalls {
    private static final AttributeKey CONSISTENCY = AttributeKey.of("cassandra.consistency.level");
    private static final AttributeKey COORDINATOR_DC = AttributeKey.of("cassandra.coordinator.dc");
    private static final AttributeKey COORDINATOR_ID = AttributeKey.of("cassandra.coordinator.id");
    private static final AttributeKey PAGE_SIZE = AttributeKey.of("cassandra.page.size");
    private static final AttributeKey IDEMPOTENT = AttributeKey.of("cassandra.query.idempotent");
    private static final AttributeKey SPECULATIVE_EXECUTIONS = AttributeKey.of("cassandra.speculative_execution.count");

    private static final String SYSTEM = DatabaseSystem.CASSANDRA.systemName();
    private static final int USUAL_ATTRIBUTES = 13;

    private final int instrumentation;

    /** @param instrumentation its name */
    public CqlCalls(String instrumentation) {
        this.instrumentation = AdviceErrors.number(instrumentation);
    }

    /**
     * Starts a call of the running thread.
     *
     * @param call a new object
     * @return false if there is nothing to do, now or at the end
     */
    public boolean start(Call call) {
        return call.begin(CallKind.DATABASE, SYSTEM, SYSTEM);
    }

    /** @param keyspace of the session or of the statement, or null */
    public void keyspace(Call call, @Nullable String keyspace) {
        Span span = call.span();
        if (span != null) {
            span.reserve(USUAL_ATTRIBUTES);
        }
        DbSpans.describe(call, new ConnectionInfo(DatabaseSystem.CASSANDRA, keyspace, null, -1));
    }

    /** @param prepared true if placeholders in the text are parameters */
    public void text(Call call, String cql, boolean prepared) {
        DbSpans.describe(call, SqlTexts.of(cql, SqlDialect.CQL, prepared));
    }

    public void batch(Call call, BatchTexts texts) {
        SqlText text = texts.sanitized(SqlDialect.CQL);
        DbSpans.describe(call, text);
        DbSpans.batch(call, text.summary(), texts.size());
    }

    /** Returns whether the options of the call would be recorded. */
    public boolean isRecorded(Call call) {
        return call.span() != null;
    }

    /**
     * @param consistency the name of the level in any case, null if it is not known
     * @param pageSize in rows; not recorded unless it is greater than 0
     * @param idempotent null if it is not known
     */
    public void options(Call call, @Nullable String consistency, int pageSize, @Nullable Boolean idempotent) {
        Span span = call.span();
        if (span == null) {
            return;
        }
        if (consistency != null) {
            span.set(CONSISTENCY, consistency.toLowerCase(Locale.ROOT));
        }
        if (pageSize > 0) {
            span.set(PAGE_SIZE, pageSize);
        }
        if (idempotent != null) {
            span.set(IDEMPOTENT, idempotent);
        }
    }

    /** Names the node that coordinated the last try, as far as it is known. */
    public void coordinator(Call call, @Nullable Object id, @Nullable String datacenter) {
        Span span = call.span();
        if (span != null) {
            span.set(COORDINATOR_ID, id == null ? null : id.toString());
            span.set(COORDINATOR_DC, datacenter);
        }
    }

    /** Sets the address of that node. */
    public void server(Call call, String host, int port) {
        ConnectionInfo server = new ConnectionInfo(DatabaseSystem.CASSANDRA, null, host, port);
        int unusual = server.hasUnusualPort() ? port : 0;
        call.server(host, unusual);
        Span span = call.span();
        if (span != null) {
            span.set(DbAttributes.SERVER_ADDRESS, host);
            if (unusual > 0) {
                span.set(DbAttributes.SERVER_PORT, unusual);
            }
        }
    }

    public void speculativeExecutions(Call call, int count) {
        Span span = call.span();
        if (span != null) {
            span.set(SPECULATIVE_EXECUTIONS, count);
        }
    }

    /**
     * Ends a call; only the first of several ends counts. It has failed if the driver gives an exception; a call that
     * its caller cancelled has not. Never throws.
     *
     * @param thrown the exception of the driver, or null
     */
    public void end(Call call, @Nullable Throwable thrown) {
        String error = null;
        try {
            if (thrown != null && !(thrown instanceof CancellationException) && call.isObserved()) {
                String code = CqlErrorCode.of(thrown.getClass());
                error = code == null ? thrown.getClass().getName() : code;
                Span span = call.span();
                if (span != null) {
                    DbSpans.fail(span, thrown, code);
                }
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        } finally {
            call.end(0, error);
        }
    }
}
