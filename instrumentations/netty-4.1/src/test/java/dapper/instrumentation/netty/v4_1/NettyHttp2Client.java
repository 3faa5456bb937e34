// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.HttpToHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.InboundHttp2ToHttpAdapterBuilder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A client of HTTP/2 by prior knowledge, with one event loop. Its handlers get messages of HTTP/1.1. */
final class NettyHttp2Client implements AutoCloseable {
    private static final String SCHEME = "x-http2-scheme";

    @SuppressWarnings("deprecation") // the only one that 4.1 has
    final EventLoopGroup threads = new NioEventLoopGroup(1);

    private final boolean multiplexed;

    /** @param multiplexed true for a client whose streams are channels */
    NettyHttp2Client(boolean multiplexed) {
        this.multiplexed = multiplexed;
    }

    Connected connect(String host, int port) throws Exception {
        Answers answers = new Answers();
        Channel channel = new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (multiplexed) {
                            Http2ConnectionHandler frames = Multiplexing.frames(false);
                            frames.gracefulShutdownTimeoutMillis(0);
                            channel.pipeline().addLast(frames, Multiplexing.handler(new NoStreams()));
                        } else {
                            channel.pipeline().addLast(adapter(), answers);
                        }
                    }
                })
                .connect(new InetSocketAddress(host, port))
                .sync()
                .channel();
        return new Connected(channel, answers, multiplexed);
    }

    private static ChannelHandler adapter() {
        Http2Connection connection = new DefaultHttp2Connection(false);
        return new HttpToHttp2ConnectionHandlerBuilder()
                .connection(connection)
                .gracefulShutdownTimeoutMillis(0)
                .frameListener(new InboundHttp2ToHttpAdapterBuilder(connection)
                        .maxContentLength(1 << 20)
                        .build())
                .build();
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** A connection. The tasks have the context of their submitter, as the instrumentation of executors gives it. */
    record Connected(Channel channel, Answers answers, boolean multiplexed) implements AutoCloseable {
        CompletableFuture<NettyClient.Response> send(FullHttpRequest request) {
            request.headers().set(SCHEME, "http");
            CompletableFuture<NettyClient.Response> response = new CompletableFuture<>();
            TraceContext context = Current.get();
            channel.eventLoop().execute(() -> {
                TraceContext before = Current.swap(context);
                try {
                    write(request, response);
                } finally {
                    Current.set(before);
                }
            });
            return response;
        }

        private void write(FullHttpRequest request, CompletableFuture<NettyClient.Response> response) {
            if (!multiplexed) {
                int stream = answers.nextStream;
                answers.nextStream += 2;
                request.headers().setInt(AnsweringHandler.STREAM, stream);
                answers.expected.put(stream, response);
                write(channel, request, response);
                return;
            }
            TraceContext context = Current.get();
            Answers ofStream = new Answers();
            ofStream.expected.put(0, response);
            Multiplexing.open(channel, new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel stream) {
                            stream.pipeline()
                                    .addLast(Multiplexing.messages(false), new HttpObjectAggregator(1 << 20), ofStream);
                        }
                    })
                    .addListener(opened -> {
                        TraceContext before = Current.swap(context);
                        try {
                            write((Channel) opened.getNow(), request, response);
                        } finally {
                            Current.set(before);
                        }
                    });
        }

        private static void write(
                Channel channel, FullHttpRequest request, CompletableFuture<NettyClient.Response> response) {
            channel.writeAndFlush(request).addListener(written -> {
                if (!written.isSuccess()) {
                    response.completeExceptionally(written.cause());
                }
            });
        }

        @Override
        public void close() {
            channel.close().syncUninterruptibly();
        }
    }

    /** The responses of one connection, or of one stream. */
    static final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final Map<Integer, CompletableFuture<NettyClient.Response>> expected = new ConcurrentHashMap<>();
        private int nextStream = 3;

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            String stream = response.headers().get(AnsweringHandler.STREAM);
            TraceContext current = Current.get();
            String traceId =
                    current == null ? "none" : String.format("%016x%016x", current.traceIdHigh(), current.traceIdLow());
            CompletableFuture<NettyClient.Response> waiting = expected.remove(0);
            (waiting == null ? expected.remove(Integer.valueOf(stream)) : waiting)
                    .complete(new NettyClient.Response(
                            response.status().code(), response.content().toString(StandardCharsets.UTF_8), traceId));
        }
    }

    @ChannelHandler.Sharable
    private static final class NoStreams extends SimpleChannelInboundHandler<Object> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Object frame) {
            throw new AssertionError("a stream of the server");
        }
    }
}
