// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import net.bytebuddy.asm.Advice;
import redis.clients.jedis.Connection;

/** Woven into the method that closes the socket of a connection, which may be opened again. */
final class DisconnectAdvice {
    private DisconnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Connection connection) {
        JedisCalls.closed(connection);
    }
}
