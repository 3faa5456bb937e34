// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpServerUpgradeHandler.UpgradeEvent;
import java.util.List;
import java.util.function.Supplier;

/** The beginning of a server's connection: HTTP/2, HTTP/1.1, or HTTP/1.1 with a request that upgrades it to HTTP/2. */
final class Http2Beginning extends ByteToMessageDecoder {
    private static final int MOST_BYTES = 1 << 20;

    private final List<ChannelHandler> http2;
    private final Supplier<HttpServerUpgradeHandler.UpgradeCodec> upgrade;
    private final ChannelHandler application;

    /** @param http2 the handlers before the application */
    Http2Beginning(
            List<ChannelHandler> http2,
            Supplier<HttpServerUpgradeHandler.UpgradeCodec> upgrade,
            ChannelHandler application) {
        this.http2 = http2;
        this.upgrade = upgrade;
        this.application = application;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < 4) {
            return;
        }
        ChannelPipeline pipeline = context.pipeline();
        if (in.getByte(in.readerIndex()) == 'P' && in.getByte(in.readerIndex() + 1) == 'R') {
            http2.forEach(pipeline::addLast);
        } else {
            HttpServerCodec codec = new HttpServerCodec();
            pipeline.addLast(codec, new HttpServerUpgradeHandler(codec, protocol -> upgrade.get(), MOST_BYTES));
            if (http2.size() == 1) {
                pipeline.addLast(new UpgradedRequest());
            }
            pipeline.addLast(new HttpObjectAggregator(MOST_BYTES));
        }
        pipeline.addLast(application);
        pipeline.remove(this);
    }

    /** Passes the request that upgrades the connection on: a codec of frames would do that itself. */
    private static final class UpgradedRequest extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof UpgradeEvent upgrade) {
                FullHttpRequest request = upgrade.upgradeRequest();
                request.headers().set(AnsweringHandler.STREAM, "1");
                context.fireChannelRead(request.retain());
            }
            context.fireUserEventTriggered(event);
        }
    }
}
