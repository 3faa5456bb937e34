// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.micronauthttpserver.v3_6;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** Takes the place of the instrumentation of Netty, on every connection of a server. */
public final class ServingCustomizer implements NettyServerCustomizer {
    public static final ServingCustomizer LISTENER = new ServingCustomizer(null);

    private final Channel channel;

    private ServingCustomizer(Channel channel) {
        this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
        return role == ChannelRole.CONNECTION ? new ServingCustomizer(channel) : this;
    }

    @Override
    public void onStreamPipelineBuilt() {
        channel.pipeline().addAfter(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "test-serving", new Handler());
    }

    private static final class Handler extends ChannelDuplexHandler {
        private ServerCall call;
        private int status;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                call = ServerCall.start(null, request.method().name(), request.uri());
            }
            boolean entered = ServerCall.enterAgain(call);
            context.fireChannelRead(message);
            ServerCall.leave(entered);
        }

        /** Micronaut 4 chooses the route here, if the body of the request is still to come. */
        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            boolean entered = ServerCall.enterAgain(call);
            context.fireChannelReadComplete();
            ServerCall.leave(entered);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse response) {
                status = response.status().code();
            }
            if (message instanceof LastHttpContent && call != null) {
                ServerCalls.end(call, status);
                call = null;
            }
            context.write(message, promise);
        }
    }
}
