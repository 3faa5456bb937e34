// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Woven into {@code HttpObjectDecoder.decode}, on the channel's event loop. Each call adds the objects of at most one
 * message, and they are passed on before the next call.
 */
final class DecodeAdvice {
    private DecodeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.Argument(2) List<Object> out) {
        return out.size();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Enter int before,
            @Advice.Argument(0) ChannelHandlerContext context,
            @Advice.Argument(2) List<Object> out) {
        if (out.size() > before) {
            Messages.decoded(context, out.get(before));
        }
    }
}
