// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.commands.ProtocolCommand;

/** Woven into the method of a connection that writes a command; opens the connection if need be. */
final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.This Connection connection,
            @Advice.Argument(0) ProtocolCommand command,
            @Advice.Argument(1) byte[][] arguments) {
        JedisCalls.sending(connection, command, arguments);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Connection connection, @Advice.Thrown @Nullable Throwable thrown) {
        if (thrown != null) {
            JedisCalls.failed(connection, thrown);
        }
    }
}
