// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;

/** A server each of whose streams is a channel, which reads frames when they have been there for a while. */
@EnabledIf("isPresent")
class NettyMultiplexServerTest extends NettyHttp2ServerTest {
    static boolean isPresent() {
        return Multiplexing.isPresent();
    }

    private ChannelHandler multiplexer() {
        return Multiplexing.handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.config().setAutoRead(false);
                stream.pipeline()
                        .addLast(
                                new LateReads(),
                                Multiplexing.messages(true),
                                new HttpObjectAggregator(1 << 20),
                                handler);
            }
        });
    }

    @Override
    void addHandlers(ChannelPipeline pipeline) {
        pipeline.addLast(new Http2Beginning(
                List.of(Multiplexing.frames(true), multiplexer()),
                () -> {
                    Http2ConnectionHandler frames = Multiplexing.frames(true);
                    return Multiplexing.upgrade(frames, multiplexer());
                },
                handler));
    }

    /** Asks for the next frame in a task, as a reactive server does. */
    private static final class LateReads extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.fireChannelActive();
            context.executor().execute(context::read);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.fireChannelReadComplete();
            context.executor().execute(context::read);
        }
    }
}
