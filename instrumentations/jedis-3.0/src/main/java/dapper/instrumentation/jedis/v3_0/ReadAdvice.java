// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/** Woven into the method of a connection that reads a reply. */
final class ReadAdvice {
    private ReadAdvice() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.This Connection connection,
            @Advice.Return @Nullable Object reply,
            @Advice.Thrown @Nullable Throwable thrown) {
        JedisCalls.read(connection, reply, thrown);
    }
}
