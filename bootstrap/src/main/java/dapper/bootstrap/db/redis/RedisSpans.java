// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.DbAttributes;
import org.jspecify.annotations.Nullable;

/** Describes calls of Redis, and their spans by the semantic conventions. */
final class RedisSpans {
    static final String SYSTEM = "redis";
    private static final int DEFAULT_PORT = 6_379;
    private static final int USUAL_ATTRIBUTES = 7;

    private RedisSpans() {}

    /** @param text null if nothing of the command is to be shown */
    static void command(Call call, @Nullable String name, @Nullable String text) {
        if (name != null) {
            call.operation(name);
        }
        Span span = call.span();
        if (span != null) {
            span.reserve(USUAL_ATTRIBUTES);
            span.name(name == null ? SYSTEM : name);
            span.set(DbAttributes.SYSTEM_NAME, SYSTEM);
            span.set(DbAttributes.OPERATION_NAME, name);
            span.setBounded(DbAttributes.QUERY_TEXT, text);
        }
    }

    static void batch(Call call, CommandBatch batch) {
        command(call, batch.operation(), batch.text());
        Span span = call.span();
        if (span != null && batch.size() != 1) {
            span.set(DbAttributes.OPERATION_BATCH_SIZE, batch.size());
        }
    }

    static String text(String name, RedisCommand command) {
        CommandText text = new CommandText(name);
        command.addArguments(text);
        return text.toString();
    }

    /**
     * @param database its index
     * @param host null if it is not known
     */
    static void server(Call call, int database, @Nullable String host, int port) {
        String namespace = Integer.toString(database);
        int unusualPort = port == DEFAULT_PORT ? 0 : port;
        call.target(SYSTEM, namespace, host, unusualPort);
        Span span = call.span();
        if (span != null) {
            span.set(DbAttributes.NAMESPACE, namespace);
            span.set(DbAttributes.SERVER_ADDRESS, host);
            if (host != null && unusualPort > 0) {
                span.set(DbAttributes.SERVER_PORT, unusualPort);
            }
        }
    }

    /**
     * Marks the call as failed by an error that the server replied. Its message is not recorded, because it may repeat
     * the arguments of the command.
     *
     * @return the {@code error.type}
     */
    static String failed(Call call, String prefix) {
        Span span = call.span();
        if (span != null) {
            span.set(DbAttributes.RESPONSE_STATUS_CODE, prefix);
            span.error(prefix);
        }
        return prefix;
    }

    /** Marks the call as failed by an exception that is no reply; returns the {@code error.type}. */
    static String failed(Call call, Throwable thrown) {
        Span span = call.span();
        if (span != null) {
            span.error(thrown);
        }
        return thrown.getClass().getName();
    }
}
