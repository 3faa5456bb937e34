// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.ExceptionEvent;
import dapper.bootstrap.Span;
import dapper.bootstrap.db.sql.SqlText;
import dapper.bootstrap.db.url.ConnectionInfo;
import org.jspecify.annotations.Nullable;

/** Describes the spans of database calls by the semantic conventions. */
final class DbSpans {
    private static final String BATCH = "BATCH";

    private DbSpans() {}

    static void describe(Span span, ConnectionInfo connection) {
        span.name(connection.system().systemName());
        span.set(DbAttributes.SYSTEM_NAME, connection.system().systemName());
        span.set(DbAttributes.NAMESPACE, connection.namespace());
        span.set(DbAttributes.SERVER_ADDRESS, connection.host());
        if (connection.hasUnusualPort()) {
            span.set(DbAttributes.SERVER_PORT, connection.port());
        }
    }

    /** Names the span by the summary of its text; without a summary the name stays. */
    static void describe(Span span, SqlText sql) {
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

    /**
     * Marks the call as a batch, unless it turned out to be a single operation.
     *
     * @param summary of each of its operations, or null if they differ
     * @param size -1 if it is not known
     */
    static void batch(Span span, @Nullable String summary, int size) {
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
        return summary.length() <= SqlText.MAX_SUMMARY
                ? summary
                : summary.substring(0, summary.lastIndexOf(' ', SqlText.MAX_SUMMARY));
    }

    /** Returns null for a span that has not been described. */
    static @Nullable Object systemName(Span span) {
        Object[] attributes = span.attributes();
        for (int i = 0; i < span.attributesLength(); i += 2) {
            if (attributes[i] == DbAttributes.SYSTEM_NAME) {
                return attributes[i + 1];
            }
        }
        return null;
    }

    /** @param statusCode the database's, or null if there was none */
    static void fail(Span span, Throwable thrown, @Nullable String statusCode) {
        String message = SafeMessage.of(thrown.getMessage());
        span.set(DbAttributes.RESPONSE_STATUS_CODE, statusCode);
        span.error(statusCode == null ? thrown.getClass().getName() : statusCode, message);
        ExceptionEvent.add(span, thrown, message, SafeStackTrace.of(thrown));
    }
}
