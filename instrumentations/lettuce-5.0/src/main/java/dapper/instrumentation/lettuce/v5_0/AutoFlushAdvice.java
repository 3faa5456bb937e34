// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import io.lettuce.core.RedisChannelHandler;
import net.bytebuddy.asm.Advice;

/** Woven into the method that decides whether a connection sends commands at once. */
final class AutoFlushAdvice {
    private AutoFlushAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This RedisChannelHandler<?, ?> connection, @Advice.Argument(0) boolean autoFlush) {
        LettuceCalls.autoFlush(connection, autoFlush);
    }
}
