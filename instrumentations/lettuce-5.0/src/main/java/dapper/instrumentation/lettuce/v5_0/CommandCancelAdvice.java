// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import io.lettuce.core.protocol.Command;
import net.bytebuddy.asm.Advice;

/** Woven into the cancellation of a command itself. */
final class CommandCancelAdvice {
    private CommandCancelAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Command<?, ?, ?> command) {
        LettuceCalls.cancelled(command);
    }
}
