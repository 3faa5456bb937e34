// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.remoting.DubboHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server and a client that write frames themselves, both woven; their streams end in unusual ways. */
@ExtendWith(AgentExtension.class)
class NettyStreamsTest {
    private static final String STREAM_ERROR = "io.netty.handler.codec.http2.Http2Exception$StreamException";

    @SuppressWarnings("deprecation") // the only one that 4.1 has
    private EventLoopGroup threads = new NioEventLoopGroup(2);

    /** The frames of the server that belong to no stream. */
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

    /** Streams that wait for {@link #answer}. */
    private final BlockingQueue<Integer> hanging = new LinkedBlockingQueue<>();

    private Http2ConnectionHandler client;
    private Http2ConnectionHandler server;
    private ChannelHandlerContext serverContext;
    private Channel connection;
    private int port;

    @BeforeEach
    void connect() throws Exception {
        connect(null);
    }

    private void connect(ChannelHandler other) throws Exception {
        server = new Http2ConnectionHandlerBuilder()
                .server(true)
                .gracefulShutdownTimeoutMillis(0)
                .initialSettings(new Http2Settings().maxConcurrentStreams(1))
                .frameListener(new Answers())
                .build();
        Channel listening = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(server);
                        if (other != null) {
                            channel.pipeline().addLast(other);
                        }
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        port = ((InetSocketAddress) listening.localAddress()).getPort();
        client = new Http2ConnectionHandlerBuilder()
                .server(false)
                .encoderEnforceMaxConcurrentStreams(true)
                .gracefulShutdownTimeoutMillis(0)
                .frameListener(new Http2FrameAdapter() {
                    @Override
                    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) {
                        arrived.add("SETTINGS");
                    }

                    @Override
                    public void onGoAwayRead(ChannelHandlerContext context, int last, long code, ByteBuf debugData) {
                        arrived.add("GOAWAY");
                    }
                })
                .build();
        connection = new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .handler(client)
                .connect("localhost", port)
                .sync()
                .channel();
        connection.flush(); // 4.1.0 writes the beginning of a connection, and waits
        assertThat(arrived.poll(60, TimeUnit.SECONDS)).isEqualTo("SETTINGS");
    }

    @AfterEach
    void stop() {
        connection.close().syncUninterruptibly();
        threads.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Writes a request in the context of the caller, as the instrumentation of executors makes it. */
    private void request(int stream, String path) throws Exception {
        TraceContext context = Current.get();
        connection
                .eventLoop()
                .submit(() -> {
                    TraceContext before = Current.swap(context);
                    try {
                        ChannelHandlerContext codec = connection.pipeline().context(client);
                        Http2Headers headers = new DefaultHttp2Headers()
                                .method("GET")
                                .scheme("http")
                                .authority("localhost:" + port)
                                .path(path);
                        client.encoder().writeHeaders(codec, stream, headers, 0, true, codec.newPromise());
                        codec.flush();
                    } finally {
                        Current.set(before);
                    }
                })
                .get();
    }

    private int awaitHanging() throws InterruptedException {
        Integer stream = hanging.poll(60, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        return stream;
    }

    private void answer(int stream) {
        serverContext.executor().execute(() -> respond(serverContext, stream, "200", true));
    }

    private void respond(ChannelHandlerContext context, int stream, String status, boolean ends) {
        server.encoder()
                .writeHeaders(context, stream, new DefaultHttp2Headers().status(status), 0, ends, context.newPromise());
        context.flush();
    }

    /** Takes the CLIENT span and the SERVER span of a request. */
    private static List<RecordedSpan> takePair() {
        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0)).hasName("GET").hasKind(SpanKind.CLIENT).isRoot();
        assertThat(spans.get(1))
                .hasName("GET")
                .hasKind(SpanKind.SERVER)
                .hasRemoteParent(spans.get(0).traceId(), spans.get(0).spanId());
        return spans;
    }

    @Test
    void anInformationalResponseIsNotTheEnd() throws Exception {
        request(3, "/early?a=b");

        List<RecordedSpan> spans = takePair();
        assertThat(spans.get(0))
                .hasNoError()
                .hasAttribute("http.response.status_code", 204)
                .hasAttribute("network.protocol.version", "2")
                .hasAttribute("url.full", "http://localhost:" + port + "/early?a=b");
        assertThat(spans.get(1))
                .hasNoError()
                .hasAttribute("http.response.status_code", 204)
                .hasAttribute("url.path", "/early")
                .hasAttribute("url.query", "a=b");
    }

    @Test
    void aStreamThatTheServerResetsIsAnErrorOfTheClient() throws Exception {
        request(3, "/reset");

        List<RecordedSpan> spans = takePair();
        assertThat(spans.get(0)).hasError(STREAM_ERROR).hasNoAttribute("http.response.status_code");
        assertThat(spans.get(0).statusDescription()).contains("REFUSED_STREAM");
        assertThat(spans.get(1)).hasNoError().hasNoAttribute("http.response.status_code");
    }

    @Test
    void aStreamThatTheClientCancelsIsNoError() throws Exception {
        request(3, "/hang");
        int stream = awaitHanging();
        connection.eventLoop().execute(() -> {
            ChannelHandlerContext codec = connection.pipeline().context(client);
            client.encoder().writeRstStream(codec, stream, Http2Error.CANCEL.code(), codec.newPromise());
            codec.flush();
        });

        takePair().forEach(span -> assertThat(span).hasNoError().hasNoAttribute("http.response.status_code"));
    }

    @Test
    void aStreamThatTheServerDoesNotServeAnyMoreIsAnErrorOfTheClient() throws Exception {
        request(3, "/hang");
        awaitHanging();
        serverContext.executor().execute(() -> {
            server.encoder().writeGoAway(serverContext, 1, 0, Unpooled.EMPTY_BUFFER, serverContext.newPromise());
            serverContext.flush();
        });

        assertThat(arrived.poll(60, TimeUnit.SECONDS)).isEqualTo("GOAWAY");
        connection.close().sync();

        List<RecordedSpan> spans = takePair();
        assertThat(spans.get(0)).hasError(STREAM_ERROR);
        assertThat(spans.get(0).statusDescription()).contains("GOAWAY");
        assertThat(spans.get(1)).hasNoError();
    }

    @Test
    void anExceptionOfAListenerDescribesTheRequest() throws Exception {
        request(3, "/throw");

        List<RecordedSpan> spans = takePair();
        assertThat(spans.get(0).attributes()).containsKey("error.type");
        assertThat(spans.get(1)).hasException(IllegalStateException.class, "broken");
    }

    @Test
    void aRequestThatWaitsForAStreamHasTheContextOfItsWrite() throws Exception {
        request(3, "/hang");
        int first = awaitHanging();
        Traces.inSpan("parent", () -> request(5, "/early"));
        answer(first);

        List<RecordedSpan> spans = AgentExtension.spans().take(5);
        RecordedSpan parent = spans.stream()
                .filter(span -> span.name().equals("parent"))
                .findFirst()
                .orElseThrow();
        assertThat(spans.stream()
                        .filter(span -> span.kind() == SpanKind.CLIENT
                                && !span.parentSpanId().isEmpty()))
                .singleElement()
                .satisfies(second -> assertThat(second).isChildOf(parent).hasNoError());
    }

    @Test
    void aRequestThatWaitsForAStreamInVainIsAnError() throws Exception {
        request(3, "/hang");
        awaitHanging();
        request(5, "/early");
        connection.close().sync();

        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans.stream().filter(span -> span.kind() == SpanKind.CLIENT))
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.attributes()).containsKey("error.type"));
    }

    @Test
    void aConnectionOfAnotherProtocolIsLeftAlone() throws Exception {
        stop();
        threads = new NioEventLoopGroup(2);
        connect(new DubboHandler());
        request(3, "/early");

        assertThat(AgentExtension.spans().takeOne()).hasKind(SpanKind.CLIENT);
    }

    private final class Answers extends Http2FrameAdapter {
        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int stream,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean ends) {
            serverContext = context;
            String path = headers.path().toString();
            switch (path.indexOf('?') < 0 ? path : path.substring(0, path.indexOf('?'))) {
                case "/early" -> {
                    respond(context, stream, "103", false);
                    respond(context, stream, "204", true);
                }
                case "/reset" -> {
                    server.encoder()
                            .writeRstStream(context, stream, Http2Error.REFUSED_STREAM.code(), context.newPromise());
                    context.flush();
                }
                case "/throw" -> throw new IllegalStateException("broken");
                default -> hanging.add(stream);
            }
        }
    }
}
