// SPDX-License-Identifier: Apache-2.0
package dapper.server.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sockets of the gRPC server. A connection beyond the limit is closed when it is accepted: gRPC itself has no
 * limit.
 */
final class LimitedSockets {
    private static final ThreadFactory THREADS = new DefaultThreadFactory("dapper-grpc-io", true);

    private final int mostConnections;
    private final AtomicInteger connections = new AtomicInteger();
    private final EventLoopGroup accepting = group(1);
    private final EventLoopGroup reading = group(0);

    LimitedSockets(int mostConnections) {
        this.mostConnections = mostConnections;
    }

    /** @param threads 0 for a number that depends on the processors */
    private static EventLoopGroup group(int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads, THREADS, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    NettyServerBuilder use(NettyServerBuilder server) {
        return server.bossEventLoopGroup(accepting)
                .workerEventLoopGroup(reading)
                .channelFactory(this::listener);
    }

    private ServerChannel listener() {
        ServerChannel channel = Epoll.isAvailable() ? new EpollServerSocketChannel() : new NioServerSocketChannel();
        channel.pipeline().addLast(new Doorman());
        return channel;
    }

    /** Stops the threads. */
    void stop() {
        accepting.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        reading.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** The first handler of an accepted connection. */
    @ChannelHandler.Sharable
    private final class Doorman extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel connection = (Channel) accepted;
            if (connections.incrementAndGet() > mostConnections) {
                connections.decrementAndGet();
                connection.unsafe().closeForcibly();
                return;
            }
            connection.closeFuture().addListener(closed -> connections.decrementAndGet());
            context.fireChannelRead(accepted);
        }
    }
}
