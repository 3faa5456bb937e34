// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends spans of database calls, on the thread that makes the call.
 *
 * <p>The caller remembers {@link Current#get()} and calls {@link #start()}. If that returned a context, the caller ends
 * with {@link #end} and restores the remembered context. The call's context is current while the call runs, so a driver
 * or pool that calls another one gets null from {@link #start()}: one span per call, the outermost.
 */
public final class DbTracer {
    /** Marks database calls, so that a nested one is not recorded. */
    private static final Object CATEGORY = "database";

    private static final String BATCH = "BATCH";
    private static final AttributeKey EXCEPTION_TYPE = AttributeKey.of("exception.type");
    private static final AttributeKey EXCEPTION_MESSAGE = AttributeKey.of("exception.message");
    private static final AttributeKey EXCEPTION_STACKTRACE = AttributeKey.of("exception.stacktrace");

    private DbTracer() {}

    /**
     * Decides whether the call is recorded, before anything about it is read.
     *
     * @return null if there is nothing to do, now or at the end; otherwise the context that is now current
     */
    public static @Nullable TraceContext start() {
        TraceContext current = Current.get();
        if (current instanceof UnsampledContext) {
            return null;
        }
        TraceContext context = Tracer.startCall("", SpanKind.CLIENT, CATEGORY);
        if (context != null) {
            Current.set(context);
        }
        return context;
    }

    public static void describe(Span span, ConnectionInfo connection) {
        span.name(connection.system().systemName());
        span.set(DbAttributes.SYSTEM_NAME, connection.system().systemName());
        span.set(DbAttributes.NAMESPACE, connection.namespace());
        span.set(DbAttributes.SERVER_ADDRESS, connection.host());
        if (connection.hasUnusualPort()) {
            span.set(DbAttributes.SERVER_PORT, connection.port());
        }
    }

    /** Names the span by the summary of its text; without a summary the name stays. */
    public static void describe(Span span, SqlText sql) {
        span.setBounded(DbAttributes.QUERY_TEXT, sql.query());
        span.set(DbAttributes.STORED_PROCEDURE_NAME, sql.storedProcedure());
        summary(span, sql.summary());
    }

    private static void summary(Span span, @Nullable String summary) {
        if (summary != null) {
            span.set(DbAttributes.QUERY_SUMMARY, summary);
            span.name(summary);
        }
    }

    /** Describes a call that is not SQL: {@code {operation} {target}}. */
    public static void describe(Span span, String operation, @Nullable String target) {
        span.set(DbAttributes.OPERATION_NAME, operation);
        span.name(target == null ? operation : operation + ' ' + target);
    }

    /**
     * Marks the call as a batch, unless it turned out to be a single operation.
     *
     * @param summary of each of its operations, or null if they differ
     * @param size -1 if it is not known
     */
    public static void batch(Span span, @Nullable String summary, int size) {
        if (size == 1) {
            summary(span, summary);
            return;
        }
        summary(span, summary == null ? BATCH : bounded(BATCH + ' ' + summary));
        if (size >= 0) {
            span.set(DbAttributes.OPERATION_BATCH_SIZE, size);
        }
    }

    /** Limits a summary to its maximum length, cut between tokens. */
    private static String bounded(String summary) {
        return summary.length() <= SqlSummary.MAX_LENGTH
                ? summary
                : summary.substring(0, summary.lastIndexOf(' ', SqlSummary.MAX_LENGTH));
    }

    /**
     * Ends the call.
     *
     * @param statusCode the database's status code for a failed call, or null if there was none
     */
    public static void end(TraceContext context, @Nullable Throwable thrown, @Nullable String statusCode) {
        if (context instanceof Span) {
            Span span = (Span) context;
            try {
                if (thrown != null) {
                    fail(span, thrown, statusCode);
                }
            } finally {
                span.end();
            }
        }
    }

    /** Like {@link #end}, with the codes that a SQL exception carries. */
    public static void endSql(TraceContext context, Throwable thrown, @Nullable String sqlState, int vendorCode) {
        if (context instanceof Span) {
            end(context, thrown, StatusCode.of(systemName((Span) context), sqlState, vendorCode));
        }
    }

    private static @Nullable Object systemName(Span span) {
        Object[] attributes = span.attributes();
        for (int i = 0; i < span.attributesLength(); i += 2) {
            if (attributes[i] == DbAttributes.SYSTEM_NAME) {
                return attributes[i + 1];
            }
        }
        return null;
    }

    private static void fail(Span span, Throwable thrown, @Nullable String statusCode) {
        String type = thrown.getClass().getName();
        String message = SafeMessage.of(thrown.getMessage());
        span.set(DbAttributes.RESPONSE_STATUS_CODE, statusCode);
        span.error(statusCode == null ? type : statusCode, message);
        String stack = SafeStackTrace.of(thrown);
        if (message == null) {
            span.event("exception", EXCEPTION_TYPE, type, EXCEPTION_STACKTRACE, stack);
        } else {
            span.event("exception", EXCEPTION_TYPE, type, EXCEPTION_MESSAGE, message, EXCEPTION_STACKTRACE, stack);
        }
    }
}
