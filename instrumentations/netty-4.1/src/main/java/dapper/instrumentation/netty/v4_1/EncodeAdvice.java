// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code HttpObjectEncoder.encode}, on the channel's event loop, for each part of a message. */
final class EncodeAdvice {
    private EncodeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) ChannelHandlerContext context, @Advice.Argument(1) Object message) {
        Messages.encoding(context, message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Argument(0) ChannelHandlerContext context,
            @Advice.Argument(1) Object message,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (thrown != null) {
            Messages.notEncoded(context, message, thrown);
        }
    }
}
