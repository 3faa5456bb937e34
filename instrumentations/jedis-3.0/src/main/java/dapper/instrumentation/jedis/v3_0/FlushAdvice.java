// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/** Woven into the method of a connection that sends what has been written. */
final class FlushAdvice {
    private FlushAdvice() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Connection connection, @Advice.Thrown @Nullable Throwable thrown) {
        if (thrown != null) {
            JedisCalls.failed(connection, thrown);
        }
    }
}
