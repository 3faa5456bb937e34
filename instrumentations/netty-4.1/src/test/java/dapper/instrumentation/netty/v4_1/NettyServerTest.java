// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.call.ServerCall;
import dapper.javaagent.testing.HandlerWork;
import dapper.javaagent.testing.HttpServerContract;
import dapper.javaagent.testing.RecordedSpan;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server with the combined codec, whose handler gets whole requests. */
class NettyServerTest extends HttpServerContract {
    private static final int MOST_BYTES = 1 << 20;

    final AnsweringHandler handler = new AnsweringHandler();

    /** One thread, so that a context left on it would be found. */
    @SuppressWarnings("deprecation") // the only one that 4.1 has
    private final EventLoopGroup threads = new NioEventLoopGroup(1);

    private int port;

    @Override
    protected URI start() throws Exception {
        Channel server = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        addHandlers(channel.pipeline());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        port = ((InetSocketAddress) server.localAddress()).getPort();
        return URI.create("http://localhost:" + port + "/app");
    }

    /** @param pipeline of a new connection */
    void addHandlers(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(MOST_BYTES), handler);
    }

    /** Netty has no routes. */
    @Override
    protected String route(String path) {
        return null;
    }

    @Override
    protected void stop() throws Exception {
        threads.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        int next;
        while (!text.toString().endsWith(end) && (next = socket.getInputStream().read()) >= 0) {
            text.append((char) next);
        }
        return text.toString();
    }

    @Test
    void requestsThatArriveTogetherAreAnsweredInOrder() throws Exception {
        String pipelined = "GET /app/later?n=1 HTTP/1.1|Host: localhost||GET /app/later?n=2 HTTP/1.1|Host: localhost||"
                + "POST /app/later?n=3 HTTP/1.1|Host: localhost|Content-Length: 1||x";
        try (Socket socket = send(pipelined)) {
            List<AnsweringHandler.Later> later = handler.takeLater(3);
            later.get(0).answer(HttpResponseStatus.OK);
            assertThat(readUntil(socket, "\r\n\r\n")).contains(" 200 ");
            assertThat(spans().takeOne())
                    .hasName("GET")
                    .hasAttribute("url.query", "n=1")
                    .hasAttribute("http.response.status_code", 200);
            later.get(1).answer(HttpResponseStatus.NOT_FOUND);
            later.get(2).answer(HttpResponseStatus.BAD_GATEWAY);

            List<RecordedSpan> rest = spans().take(2);
            assertThat(rest.get(0))
                    .hasName("GET")
                    .hasAttribute("url.query", "n=2")
                    .hasNoError();
            assertThat(rest.get(0)).hasAttribute("http.response.status_code", 404);
            assertThat(rest.get(1))
                    .hasName("POST")
                    .hasAttribute("url.query", "n=3")
                    .hasError("502");
        }
    }

    @Test
    void anInformationalResponseIsNotTheEnd() throws Exception {
        try (Socket socket =
                send("POST /app/plain HTTP/1.1|Host: localhost|Expect: 100-continue|Content-Length: 1||")) {
            assertThat(readUntil(socket, "\r\n\r\n")).contains(" 100 ");
            socket.getOutputStream().write('x');
            assertThat(readUntil(socket, "\r\n\r\n")).contains(" 200 ");
        }
        assertThat(takeWithChild("handler")).hasName("POST").hasAttribute("http.response.status_code", 200);
    }

    @Test
    void aSwitchOfTheProtocolEndsTheRequest() throws Exception {
        try (Socket socket = send("GET /app/switch HTTP/1.1|Host: localhost|Connection: Upgrade|Upgrade: contract||")) {
            assertThat(readUntil(socket, "\r\n\r\n")).contains(" 101 ");
            assertThat(spans().takeOne()).hasName("GET").hasNoError().hasAttribute("http.response.status_code", 101);
        }
    }

    @Test
    void aClientThatGoesAwayEndsItsRequestsAllTheSame() throws Exception {
        try (Socket socket =
                send("GET /app/later HTTP/1.1|Host: localhost||GET /app/later HTTP/1.1|Host: localhost||")) {
            handler.takeLater(2);
            socket.setSoLinger(true, 0);
        }
        spans().take(2)
                .forEach(span -> assertThat(span)
                        .hasKind(SpanKind.SERVER)
                        .hasNoError()
                        .hasNoAttribute("http.response.status_code"));
    }

    @Test
    void aMalformedRequestIsOneRequest() throws Exception {
        try (Socket socket = send("GET /app/plain NONSENSE|Host: localhost||")) {
            assertThat(readUntil(socket, "\r\n")).contains(" 400 ");
        }
        assertThat(spans().takeOne())
                .hasName("HTTP")
                .hasKind(SpanKind.SERVER)
                .isRoot()
                .hasNoError()
                .hasNoAttribute("url.path")
                .hasAttribute("http.response.status_code", 400);
    }

    @Test
    void aWholeUrlHasItsPath() throws Exception {
        try (Socket socket = send("GET http://localhost/app/plain?a=b HTTP/1.1|Host: localhost||")) {
            assertThat(readUntil(socket, "\r\n\r\n")).contains(" 200 ");
        }
        assertThat(takeWithChild("handler"))
                .hasAttribute("url.path", "/app/plain")
                .hasAttribute("url.query", "a=b");
    }

    @Test
    void anExceptionThatAHandlerAnswersBelow500IsNoError() throws Exception {
        assertThat(get("/refuse").statusCode()).isEqualTo(409);

        assertThat(spans().takeOne())
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(attributes("GET", "/refuse", 409));
    }

    @Test
    void anExceptionDescribesNoLaterRequest() throws Exception {
        assertThat(get("/refuse").statusCode()).isEqualTo(409);
        spans().takeOne();

        assertThat(get("/status?code=503").statusCode()).isEqualTo(503);
        assertThat(spans().takeOne()).hasError("503").hasNoEvents();
    }

    @Test
    void workThatStartsBeforeTheBodyHasArrivedIsThatOfTheRequest() throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpServerCodec(), new ChannelInboundHandlerAdapter() {
            @Override
            public void channelReadComplete(ChannelHandlerContext context) throws Exception {
                HandlerWork.work("early");
            }
        });
        channel.writeInbound(Unpooled.copiedBuffer(
                "POST /early HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n", StandardCharsets.US_ASCII));
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));

        assertThat(takeWithChild("early")).hasName("POST").hasAttribute("url.path", "/early");
        assertThat(Current.get()).isNull();
        channel.close();
    }

    @Test
    void theEventLoopKeepsNoContext() throws Exception {
        get("/plain");
        takeWithChild("handler");

        assertThat(threads.submit(() -> Current.get() == null && !ServerCall.isServing())
                        .get())
                .isTrue();
    }

    @Test
    void buffersHaveTheReferencesThatNettyGaveThem() throws Exception {
        get("/plain");
        takeWithChild("handler");

        assertThat(handler.referencesOfLastBody()).isOne();
    }
}
