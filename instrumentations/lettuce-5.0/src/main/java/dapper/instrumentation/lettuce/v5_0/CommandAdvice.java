// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import io.lettuce.core.protocol.Command;
import net.bytebuddy.asm.Advice;

/** Woven into the completion of a command itself, which the commands around it call before or after their callbacks. */
final class CommandAdvice {
    private CommandAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Command<?, ?, ?> command) {
        LettuceCalls.completed(command);
    }
}
