// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisConnection;
import org.redisson.client.protocol.RedisCommand;

/** Woven into the method that sends a command on a connection. */
final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.This Object executor,
            @Advice.Argument(1) RedisConnection connection,
            @Advice.FieldValue("command") @Nullable RedisCommand<?> command,
            @Advice.FieldValue("params") Object @Nullable [] params) {
        if (command != null && params != null) {
            RedissonCalls.sending(executor, command, params, connection);
        }
    }
}
