// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.redis.RedisCall;
import io.lettuce.core.protocol.RedisCommand;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that pass a failure on to the application, in the context of the caller. */
final class FailureAdvice {
    private FailureAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable RedisCall enter(
            @Advice.This RedisCommand<?, ?, ?> command,
            @Advice.Argument(0) Throwable thrown,
            @Advice.Local("before") @Nullable TraceContext before) {
        RedisCall call = LettuceCalls.failed(command, thrown);
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
