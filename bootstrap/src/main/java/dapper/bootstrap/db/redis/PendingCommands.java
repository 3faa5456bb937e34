// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands that a connection has sent and that are not yet answered: one call, made in the context of the thread that
 * sent the first. A command whose reply is read before the next is sent is a call of its own, from the sending to
 * the reply. Several commands are a batch, a call from the first read to the last reply. A transaction is a batch that
 * begins with MULTI and ends with the reply to EXEC or DISCARD, also if replies are read in between.
 *
 * <p>The call begins when a reply is read, because only then it is clear what it is. Used under the lock of the
 * connection.
 */
final class PendingCommands {
    private static final String MULTI = "MULTI";
    private static final String PIPELINE = "PIPELINE";

    private final Call call = new Call();
    private final long startTicks = System.nanoTime();
    private boolean transaction;

    /** The only command, while there is one. */
    private @Nullable RedisCommand single;

    private @Nullable CommandBatch batch;
    private boolean begun;
    private boolean closed;
    private int commands = 1;
    private int replies;
    private @Nullable String error;

    PendingCommands(RedisCommand first) {
        transaction = MULTI.equals(first.name());
        single = first;
    }

    void add(RedisCommand command) {
        commands++;
        if (batch == null) {
            batch = new CommandBatch(transaction ? MULTI : PIPELINE);
            if (!transaction && single != null) {
                batch.add(single);
            }
            single = null;
        }
        String name = command.name();
        if (transaction && ("EXEC".equals(name) || "DISCARD".equals(name))) {
            closed = true;
        } else {
            batch.add(command);
        }
    }

    /** Returns whether there is one command, with this name. */
    boolean isOnly(String name) {
        return single != null && name.equals(single.name());
    }

    /**
     * Records a reply.
     *
     * @param reply null if it is an error
     * @param prefix of an error, or null
     * @return true if it was the last one
     */
    boolean replied(@Nullable Object reply, @Nullable String prefix, ConnectionState connection) {
        replies++;
        if (transaction && commands == 1) {
            if (prefix == null) {
                return false;
            }
            transaction = false; // a command that failed
        }
        begin(connection);
        if (error == null) {
            error = prefix == null && transaction ? errorWithin(reply) : prefix;
        }
        return replies >= commands && (!transaction || closed);
    }

    /** The reply to EXEC holds the errors of the commands. */
    private static @Nullable String errorWithin(@Nullable Object reply) {
        if (reply instanceof List) {
            for (Object each : (List<?>) reply) {
                if (each instanceof Throwable) {
                    return ErrorReply.prefix(((Throwable) each).getMessage());
                }
            }
        }
        return null;
    }

    private void begin(ConnectionState connection) {
        if (begun) {
            return;
        }
        begun = true;
        RedisCommand single = this.single;
        TraceContext before = call.enterCaller();
        try {
            if (batch != null || single == null) {
                call.begin(CallKind.DATABASE, RedisSpans.SYSTEM, null);
            } else {
                call.beginAt(CallKind.DATABASE, RedisSpans.SYSTEM, single.name(), startTicks);
            }
        } finally {
            Call.leaveCaller(before);
        }
        if (!call.isObserved()) {
            return;
        }
        if (single != null) {
            String name = single.name();
            RedisSpans.command(call, name, name == null || call.span() == null ? null : RedisSpans.text(name, single));
        }
        connection.describe(call);
    }

    void end() {
        describeBatch();
        call.end(0, error == null ? null : RedisSpans.failed(call, error));
    }

    /** Ends the call, which has no answer. */
    void fail(Throwable thrown, ConnectionState connection) {
        begin(connection);
        describeBatch();
        call.end(0, RedisSpans.failed(call, thrown));
    }

    /** Ends the call if it has begun: there will be no more replies. */
    void abandon() {
        if (begun) {
            end();
        }
    }

    private void describeBatch() {
        CommandBatch batch = this.batch;
        if (batch == null || !call.isObserved()) {
            return;
        }
        RedisSpans.batch(call, batch);
    }
}
