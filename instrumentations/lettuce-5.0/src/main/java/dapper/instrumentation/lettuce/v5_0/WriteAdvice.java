// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;

/** Woven into the channel handler that writes commands, on the thread of the channel. */
final class WriteAdvice {
    private WriteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) ChannelHandlerContext context, @Advice.Argument(1) Object message) {
        LettuceWrites.writing(context.channel(), message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) ChannelHandlerContext context, @Advice.Argument(1) Object message) {
        LettuceWrites.written(context.channel(), message);
    }
}
