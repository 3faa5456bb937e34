// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code FrameReadListener.onDataRead} of the decoder, on the channel's event loop. */
final class ReadDataAdvice {
    private ReadDataAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Streams enter(
            @Advice.Argument(0) ChannelHandlerContext context, @Advice.Argument(1) int streamId) {
        return Streams.readData(context, streamId);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Streams streams, @Advice.Thrown @Nullable Throwable thrown) {
        if (streams != null) {
            streams.read(thrown);
        }
    }
}
