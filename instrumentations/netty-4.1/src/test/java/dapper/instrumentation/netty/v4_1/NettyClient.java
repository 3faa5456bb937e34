// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A client with one event loop. */
final class NettyClient implements AutoCloseable {
    /** @param callerTraceId the trace id that the handler of the response had, {@code none} if it had no context */
    record Response(int status, String body, String callerTraceId) {}

    @SuppressWarnings("deprecation") // the only one that 4.1 has
    final EventLoopGroup threads = new NioEventLoopGroup(1);

    private final Consumer<ChannelPipeline> codec;

    NettyClient(Consumer<ChannelPipeline> codec) {
        this.codec = codec;
    }

    Connected connect(URI uri) throws Exception {
        Reader reader = new Reader();
        Channel channel = new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        codec.accept(channel.pipeline());
                        channel.pipeline().addLast(new HttpObjectAggregator(1 << 20), reader);
                    }
                })
                .connect(new InetSocketAddress(uri.getHost(), uri.getPort()))
                .sync()
                .channel();
        return new Connected(channel, reader);
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** A connection. */
    record Connected(Channel channel, Reader reader) implements AutoCloseable {
        /** The task has the context of its submitter, as the instrumentation of executors gives it to every task. */
        CompletableFuture<Response> send(HttpRequest request) {
            CompletableFuture<Response> response = new CompletableFuture<>();
            TraceContext context = Current.get();
            channel.eventLoop().execute(() -> {
                TraceContext before = Current.swap(context);
                try {
                    reader.expected.add(response);
                    channel.writeAndFlush(request).addListener(written -> {
                        if (!written.isSuccess()) {
                            response.completeExceptionally(written.cause());
                        }
                    });
                } finally {
                    Current.set(before);
                }
            });
            return response;
        }

        @Override
        public void close() {
            channel.close().syncUninterruptibly();
        }
    }

    private static final class Reader extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final Queue<CompletableFuture<Response>> expected = new ArrayDeque<>();

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            if (response.status().code() < 200) {
                return; // informational
            }
            TraceContext current = Current.get();
            String traceId =
                    current == null ? "none" : String.format("%016x%016x", current.traceIdHigh(), current.traceIdLow());
            expected.remove()
                    .complete(new Response(
                            response.status().code(), response.content().toString(StandardCharsets.UTF_8), traceId));
        }
    }
}
