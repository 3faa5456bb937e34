// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.redis.RedisCall;
import io.lettuce.core.protocol.RedisCommand;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the cancellation of a command, by the application or by the client. */
final class CancelAdvice {
    private CancelAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable RedisCall enter(
            @Advice.This RedisCommand<?, ?, ?> command, @Advice.Local("before") @Nullable TraceContext before) {
        RedisCall call = LettuceCalls.cancelled(command);
        if (call != null) {
            before = call.enterCaller();
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.This RedisCommand<?, ?, ?> command,
            @Advice.Enter @Nullable RedisCall call,
            @Advice.Local("before") @Nullable TraceContext before) {
        if (call != null) {
            Call.leaveCaller(before);
            LettuceCalls.done(command, call);
        }
    }
}
