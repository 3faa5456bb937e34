// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import io.lettuce.core.RedisChannelHandler;
import net.bytebuddy.asm.Advice;

/** Woven into the method that has the waiting commands of a connection sent. */
final class FlushAdvice {
    private FlushAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This RedisChannelHandler<?, ?> connection) {
        LettuceCalls.flush(connection);
    }
}
