// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.db.redis.RedisCall;
import dapper.bootstrap.db.redis.RedisPipeline;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.DecoratedCommand;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The calls of commands. The client wraps a command in others, so the innermost has the call. Commands, names and
 * outputs that the application implements are left alone.
 */
public final class LettuceCalls {
    private static final WeakIdentityMap<RedisCall> CALLS = new WeakIdentityMap<>();
    private static final WeakIdentityMap<RedisPipeline> PIPELINES = new WeakIdentityMap<>();
    private static final String TIMEOUT = "io.lettuce.core.RedisCommandTimeoutException";
    private static final String CANCELLED = "java.util.concurrent.CancellationException";

    private LettuceCalls() {}

    /** @return null if there is nothing to do, or if another connection has dispatched the command to this one */
    public static @Nullable RedisCall start(RedisChannelHandler<?, ?> connection, RedisCommand<?, ?, ?> command) {
        return start(PIPELINES.get(connection), command);
    }

    private static @Nullable RedisCall start(@Nullable RedisPipeline pipeline, RedisCommand<?, ?, ?> command) {
        Command<?, ?, ?> innermost = innermost(command);
        if (innermost == null || ClientCommands.isOwn(command, innermost) || CALLS.get(innermost) != null) {
            return null;
        }
        String name = name(innermost.getType());
        RedisCall call = pipeline == null ? RedisCall.start(name) : pipeline.add(name);
        if (call != null) {
            CALLS.put(innermost, call);
        }
        return call;
    }

    /** Starts a call of several commands. */
    public static void startAll(RedisChannelHandler<?, ?> connection, Collection<?> commands) {
        RedisPipeline waiting = PIPELINES.get(connection);
        RedisPipeline pipeline = waiting == null ? new RedisPipeline() : waiting;
        for (Object command : commands) {
            if (command instanceof RedisCommand) {
                start(pipeline, (RedisCommand<?, ?, ?>) command);
            }
        }
        if (waiting == null) {
            pipeline.flush();
        }
    }

    public static void failedAll(Collection<?> commands, Throwable thrown) {
        for (Object command : commands) {
            RedisCall call = of(command);
            if (call != null) {
                call.failed(thrown, false);
            }
        }
    }

    static @Nullable Command<?, ?, ?> innermost(Object command) {
        Object innermost = command;
        while (innermost instanceof DecoratedCommand && isOfLettuce(innermost)) {
            innermost = ((DecoratedCommand<?, ?, ?>) innermost).getDelegate();
        }
        return innermost instanceof Command && isOfLettuce(innermost) ? (Command<?, ?, ?>) innermost : null;
    }

    private static boolean isOfLettuce(Object object) {
        return object.getClass().getName().startsWith("io.lettuce.core.");
    }

    private static @Nullable String name(ProtocolKeyword type) {
        return type instanceof CommandType ? type.toString() : null; // JSON.GET has another name()
    }

    /** The call of a command, or of another object that is none; or null. */
    public static @Nullable RedisCall of(Object command) {
        Command<?, ?, ?> innermost = innermost(command);
        return innermost == null ? null : CALLS.get(innermost);
    }

    static @Nullable RedisCall of(Command<?, ?, ?> innermost) {
        return CALLS.get(innermost);
    }

    /** Ends the call of a command that is about to pass its reply on. */
    public static @Nullable RedisCall replied(RedisCommand<?, ?, ?> command) {
        Command<?, ?, ?> innermost = innermost(command);
        return innermost == null ? null : completed(innermost);
    }

    public static @Nullable RedisCall completed(Command<?, ?, ?> innermost) {
        RedisCall call = CALLS.get(innermost);
        CommandOutput<?, ?, ?> output = innermost.getOutput();
        if (call != null && (output == null || isOfLettuce(output))) {
            call.replied(output != null && output.hasError() ? output.getError() : null);
        }
        return call;
    }

    public static @Nullable RedisCall failed(RedisCommand<?, ?, ?> command, Throwable thrown) {
        RedisCall call = of(command);
        if (call != null) {
            call.failed(thrown, thrown instanceof RedisCommandExecutionException);
        }
        return call;
    }

    public static @Nullable RedisCall cancelled(RedisCommand<?, ?, ?> command) {
        Command<?, ?, ?> innermost = innermost(command);
        RedisCall call = innermost == null ? null : CALLS.get(innermost);
        if (call == null || innermost == null) {
            return null;
        }
        CommandOutput<?, ?, ?> output = innermost.getOutput();
        if (call.isAwaited()) {
            call.gaveUp(TIMEOUT);
        } else if (output != null && isOfLettuce(output) && output.hasError()) {
            call.gaveUp(CANCELLED); // by the client, whose connection is closed
        } else {
            call.cancelled();
        }
        return call;
    }

    /** The application has its reply. */
    public static void done(RedisCommand<?, ?, ?> command, RedisCall call) {
        call.replied(null);
        Command<?, ?, ?> innermost = innermost(command);
        if (innermost != null) {
            CALLS.remove(innermost);
        }
    }

    /** Records whether a connection sends commands at once. Those that wait are sent with the next one then. */
    public static void autoFlush(RedisChannelHandler<?, ?> connection, boolean autoFlush) {
        if (autoFlush) {
            RedisPipeline pipeline = PIPELINES.remove(connection);
            if (pipeline != null) {
                pipeline.flush();
            }
        } else if (PIPELINES.get(connection) == null) {
            PIPELINES.put(connection, new RedisPipeline());
        }
    }

    /** Records that a connection sends the commands that wait. */
    public static void flush(RedisChannelHandler<?, ?> connection) {
        RedisPipeline pipeline = PIPELINES.get(connection);
        if (pipeline != null) {
            pipeline.flush();
        }
    }
}
