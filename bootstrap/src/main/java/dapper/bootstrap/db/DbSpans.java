// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.ExceptionEvent;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.JoinedTexts;
import dapper.bootstrap.db.sql.SqlText;
import dapper.bootstrap.db.url.ConnectionInfo;
import org.jspecify.annotations.Nullable;

/** Describes database calls, and their spans by the semantic conventions. */
final class DbSpans {
    private static final String BATCH = "BATCH";
    private static final JoinedTexts BATCHES = new JoinedTexts(" ");

    private DbSpans() {}

    static void describe(Call call, ConnectionInfo connection) {
        String system = connection.system().systemName();
        int port = connection.hasUnusualPort() ? connection.port() : 0;
        call.operation(system);
        call.target(system, connection.namespace(), connection.host(), port);
        Span span = call.span();
        if (span != null) {
            span.name(system);
            span.set(DbAttributes.SYSTEM_NAME, system);
            span.set(DbAttributes.NAMESPACE, connection.namespace());
            span.set(DbAttributes.SERVER_ADDRESS, connection.host());
            if (port > 0) {
                span.set(DbAttributes.SERVER_PORT, port);
            }
        }
    }

    /** Names a call that has a command in the place of a text. */
    static void command(Call call, String command, @Nullable String collection, String summary) {
        summary(call, summary);
        Span span = call.span();
        if (span != null) {
            span.set(DbAttributes.OPERATION_NAME, command);
            span.set(DbAttributes.COLLECTION_NAME, collection);
        }
    }

    /** Names the call by the summary of its text; without a summary the name stays. */
    static void describe(Call call, SqlText sql) {
        Span span = call.span();
        if (span != null) {
            span.setBounded(DbAttributes.QUERY_TEXT, sql.query());
            span.set(DbAttributes.STORED_PROCEDURE_NAME, sql.storedProcedure());
        }
        summary(call, sql.summary());
    }

    private static void summary(Call call, @Nullable String summary) {
        if (summary == null) {
            return;
        }
        call.operation(summary);
        Span span = call.span();
        if (span != null) {
            span.set(DbAttributes.QUERY_SUMMARY, summary);
            span.name(summary);
        }
    }

    /**
     * Marks the call as a batch, unless it turned out to be a single operation.
     *
     * @param summary of each of its operations, or null if they differ
     * @param size -1 if it is not known
     */
    static void batch(Call call, @Nullable String summary, int size) {
        if (size == 1) {
            summary(call, summary);
            return;
        }
        summary(call, summary == null ? BATCH : bounded(BATCHES.of(BATCH, summary)));
        Span span = call.span();
        if (span != null && size >= 0) {
            span.set(DbAttributes.OPERATION_BATCH_SIZE, size);
        }
    }

    /** Limits a summary to its maximum length, cut between tokens. */
    private static String bounded(String summary) {
        return summary.length() <= SqlText.MAX_SUMMARY
                ? summary
                : summary.substring(0, summary.lastIndexOf(' ', SqlText.MAX_SUMMARY));
    }

    /** @param statusCode the database's, or null if there was none */
    static void fail(Span span, Throwable thrown, @Nullable String statusCode) {
        String message = SafeMessage.of(thrown.getMessage());
        span.set(DbAttributes.RESPONSE_STATUS_CODE, statusCode);
        span.error(statusCode == null ? thrown.getClass().getName() : statusCode, message);
        ExceptionEvent.add(span, thrown, message, SafeStackTrace.of(thrown));
    }
}
