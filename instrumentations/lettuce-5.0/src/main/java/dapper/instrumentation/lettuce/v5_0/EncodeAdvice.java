// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import io.lettuce.core.protocol.Command;
import io.netty.buffer.ByteBuf;
import net.bytebuddy.asm.Advice;

/** Woven into the method that writes a command to a buffer: what it wrote is read, not the objects of the application. */
final class EncodeAdvice {
    private EncodeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.Argument(0) ByteBuf buffer) {
        return buffer.writerIndex();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This Command<?, ?, ?> command, @Advice.Argument(0) ByteBuf buffer, @Advice.Enter int start) {
        LettuceWrites.encoded(command, buffer, start);
    }
}
