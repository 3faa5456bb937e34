// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import dapper.bootstrap.db.redis.RedisCall;
import io.lettuce.core.RedisFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method with which the synchronous client waits for a reply; cancels the command if it takes too long. */
final class AwaitAdvice {
    private AwaitAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable RedisCall enter(@Advice.Argument(0) RedisFuture<?> reply) {
        RedisCall call = LettuceCalls.of(reply);
        if (call != null) {
            call.waits();
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable RedisCall call) {
        if (call != null) {
            call.waitedEnough();
        }
    }
}
