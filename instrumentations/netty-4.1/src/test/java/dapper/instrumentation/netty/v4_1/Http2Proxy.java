// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server of HTTP/2 that passes each request on over HTTP/1.1 to the host that the request names. Its connections are
 * marked, so that it makes no spans, and so are those of no other client in this JVM.
 */
final class Http2Proxy implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @SuppressWarnings("deprecation") // the only one that 4.1 has
    private final EventLoopGroup threads = new NioEventLoopGroup(1);

    final int port;

    Http2Proxy() throws InterruptedException {
        Channel server = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.attr(AttributeKey.valueOf("dapper.client.observed"))
                                .set(true);
                        channel.pipeline().addLast(NettyHttp2ServerTest.adapter(), new Forwarding());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Forwarding extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String stream = request.headers().get(AnsweringHandler.STREAM);
            String body = request.content().toString(StandardCharsets.UTF_8);
            HttpRequest.Builder forwarded = HttpRequest.newBuilder(
                            URI.create("http://" + request.headers().get("host") + request.uri()))
                    .method(
                            request.method().name(),
                            body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            for (Map.Entry<String, String> header : request.headers()) {
                String name = header.getKey();
                if (!name.startsWith("x-http2-") && !name.equals("host") && !name.equals("content-length")) {
                    forwarded.header(name, header.getValue());
                }
            }
            client.sendAsync(forwarded.build(), BodyHandlers.ofString())
                    .thenAccept(response -> answer(context, stream, response));
        }

        private void answer(ChannelHandlerContext context, String stream, HttpResponse<String> forwarded) {
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(forwarded.statusCode()),
                    Unpooled.copiedBuffer(forwarded.body(), StandardCharsets.UTF_8));
            forwarded.headers().map().forEach((name, values) -> {
                if (!name.equals("content-length") && !name.equals("transfer-encoding")) {
                    response.headers().set(name, values);
                }
            });
            response.headers().set(AnsweringHandler.STREAM, stream);
            context.writeAndFlush(response);
        }

        /** A client that does not wait any longer closes its connection. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
