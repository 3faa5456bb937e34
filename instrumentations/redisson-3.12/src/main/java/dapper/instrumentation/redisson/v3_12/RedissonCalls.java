// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.db.redis.RedisCall;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisConnection;
import org.redisson.client.RedisException;
import org.redisson.client.protocol.RedisCommand;

/** The calls of commands that the application executes one by one: each has an executor, which retries it. */
public final class RedissonCalls {
    static final String EXECUTOR = "org.redisson.command.RedisExecutor";

    private static final WeakIdentityMap<RedisCall> CALLS = new WeakIdentityMap<>();

    private RedissonCalls() {}

    /** @param promise of the reply */
    public static void start(Object executor, RedisCommand<?> command, Object promise) {
        if (!executor.getClass().getName().equals(EXECUTOR) || CALLS.get(executor) != null || isOwn()) {
            return; // a command of a batch, a retry, or none of the application
        }
        RedisCall call = RedisCall.start(command.getName());
        if (call == null) {
            return;
        }
        CALLS.put(executor, call);
        if (promise instanceof CompletionStage) {
            // The application cancels it, or the client is shut down.
            ((CompletionStage<?>) promise).whenComplete((reply, thrown) -> end(call, thrown));
        }
    }

    /** Returns whether the client works on its own account, to renew a lock for instance. */
    private static boolean isOwn() {
        if (CallbackContext.isPresent()) {
            return false;
        }
        String thread = Thread.currentThread().getName();
        return thread.startsWith("redisson-netty-") || thread.startsWith("redisson-timer-");
    }

    public static void sending(Object executor, RedisCommand<?> command, Object[] params, RedisConnection connection) {
        RedisCall call = CALLS.get(executor);
        if (call != null) {
            Server.of(connection).describe(call);
            if (call.wantsText()) {
                call.encoded(command.getName(), Parameters.text(command, params));
            }
        }
    }

    public static void ended(Object executor, @Nullable Throwable thrown) {
        RedisCall call = CALLS.get(executor);
        if (call != null) {
            end(call, thrown);
        }
    }

    /** Only the first of several ends counts. */
    static void end(RedisCall call, @Nullable Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause == null) {
            call.replied(null);
        } else if (cause instanceof CancellationException) {
            call.cancelled();
        } else if (cause instanceof RedisException) {
            call.refused(cause);
        } else {
            call.failed(cause, false);
        }
    }
}
