// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** The first handler of a channel that is a stream: the handlers that follow are called in the stream's context. */
final class ChildStream extends ChannelInboundHandlerAdapter {
    private final StreamCall stream;

    ChildStream(StreamCall stream) {
        this.stream = stream;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        Object entered = stream.enter();
        try {
            context.fireChannelRead(frame);
        } finally {
            stream.leave(entered);
        }
    }

    /** An application may start its work here, if more of the message is still to come. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Object entered = stream.enter();
        try {
            context.fireChannelReadComplete();
        } finally {
            stream.leave(entered);
        }
    }
}
