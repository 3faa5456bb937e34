// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;

/** Woven into the methods that read and that write the reset of a stream, on the channel's event loop. */
final class ResetAdvice {
    private ResetAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.Argument(0) ChannelHandlerContext context,
            @Advice.Argument(1) int streamId,
            @Advice.Argument(2) long code) {
        Streams.reset(context.channel(), streamId, code);
    }
}
