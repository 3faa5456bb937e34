// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;
import org.redisson.client.protocol.RedisCommand;

/** Woven into the method that executes a command, and does so again for a retry. */
final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.This Object executor,
            @Advice.FieldValue("command") @Nullable RedisCommand<?> command,
            @Advice.FieldValue(value = "mainPromise", typing = Assigner.Typing.DYNAMIC) Object promise) {
        if (command != null) {
            RedissonCalls.start(executor, command, promise);
        }
    }
}
