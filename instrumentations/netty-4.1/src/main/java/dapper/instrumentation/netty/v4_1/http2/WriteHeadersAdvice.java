// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Headers;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code writeHeaders} of the encoders, on the channel's event loop. One of them may call another. */
final class WriteHeadersAdvice {
    private WriteHeadersAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Streams enter(
            @Advice.Argument(0) ChannelHandlerContext context,
            @Advice.Argument(1) int streamId,
            @Advice.Argument(2) Http2Headers headers) {
        return Streams.writeHeaders(context, streamId, headers);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Streams streams,
            @Advice.Argument(1) int streamId,
            @Advice.Return @Nullable ChannelFuture written,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (streams != null) {
            streams.wrote(streamId, written, thrown);
        }
    }
}
