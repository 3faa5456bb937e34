// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import dapper.bootstrap.db.redis.RedisCall;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.protocol.RedisCommand;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method of a connection that takes a command from the application's thread. */
final class DispatchAdvice {
    private DispatchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable RedisCall enter(
            @Advice.This RedisChannelHandler<?, ?> connection, @Advice.Argument(0) RedisCommand<?, ?, ?> command) {
        return LettuceCalls.start(connection, command);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable RedisCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null && thrown != null) {
            call.failed(thrown, false);
        }
    }
}
