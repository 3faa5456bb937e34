// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.armeria.v1_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.nio.NioEventLoopGroup;
import java.nio.charset.StandardCharsets;

/** Takes the place of the instrumentation of Netty, on every connection of a server, for short requests of HTTP/1.1. */
@SuppressWarnings("deprecation") // the newest Netty has another, too
final class ServingGroup extends NioEventLoopGroup {
    ServingGroup() {
        super(2);
    }

    @Override
    public ChannelFuture register(Channel connection) {
        connection.pipeline().addFirst(new Handler());
        return super.register(connection);
    }

    private static final class Handler extends ChannelDuplexHandler {
        private ServerCall call;
        private int status;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (call == null) {
                String[] line =
                        ((ByteBuf) message).toString(StandardCharsets.US_ASCII).split(" ", 3);
                call = ServerCall.start(null, line[0], line[1]);
            }
            boolean entered = ServerCall.enterAgain(call);
            context.fireChannelRead(message);
            ServerCall.leave(entered);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            boolean entered = ServerCall.enterAgain(call);
            context.fireChannelReadComplete();
            ServerCall.leave(entered);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            String text = message instanceof ByteBuf bytes ? bytes.toString(StandardCharsets.US_ASCII) : "";
            if (text.startsWith("HTTP/1.1 ")) {
                status = Integer.parseInt(text.substring(9, 12));
            }
            context.write(message, promise);
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            if (status != 0 && call != null) {
                ServerCalls.end(call, status);
                call = null;
                status = 0;
            }
            context.flush();
        }
    }
}
