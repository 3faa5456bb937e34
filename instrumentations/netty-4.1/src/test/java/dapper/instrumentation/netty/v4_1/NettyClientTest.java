// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.instrumentation.netty.v4_1.NettyClient.Connected;
import dapper.instrumentation.netty.v4_1.NettyClient.Response;
import dapper.javaagent.testing.HandlerWork;
import dapper.javaagent.testing.HttpClientContract;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A client with the combined codec. */
class NettyClientTest extends HttpClientContract {
    private final NettyClient client = new NettyClient(this::addCodec);

    void addCodec(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpClientCodec());
    }

    @AfterAll
    void stopClient() {
        client.close();
    }

    @Override
    protected boolean followsRedirects() {
        return false;
    }

    @Override
    protected boolean beginsBeforeConnecting() {
        return false;
    }

    @Override
    protected boolean acceptsUserInfo() {
        return false;
    }

    /** The client closes the connection if it does not wait any longer. */
    @Override
    protected String errorType(Throwable thrown) {
        return ClosedChannelException.class.getName();
    }

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        try (Connected connection = client.connect(uri)) {
            FullHttpRequest request = request(method, uri, body);
            headers.forEach((name, value) -> request.headers().add(name, value));
            Response response = connection.send(request).get(patienceMillis(uri), TimeUnit.MILLISECONDS);
            return new Answer(response.status(), response.body());
        }
    }

    private static FullHttpRequest request(String method, URI uri, String body) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(method),
                uri.getRawPath() + query,
                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        request.headers().set(HttpHeaderNames.HOST, uri.getAuthority());
        request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length());
        return request;
    }

    @Test
    void theHandlersOfTheResponseHaveTheContextOfTheWrite() throws Exception {
        try (Connected connection = client.connect(uri("/ok"))) {
            Response response = Traces.callInSpan(
                    "parent",
                    () -> connection.send(request("GET", uri("/ok"), "")).get(60, TimeUnit.SECONDS));

            List<RecordedSpan> spans = spans().take(2);
            assertThat(spans.get(1)).hasKind(SpanKind.CLIENT).isChildOf(spans.get(0));
            assertThat(response.callerTraceId()).isEqualTo(spans.get(0).traceId());
            assertThat(connection
                            .send(request("GET", uri("/ok"), ""))
                            .get(60, TimeUnit.SECONDS)
                            .callerTraceId())
                    .isEqualTo("none");
            assertThat(spans().takeOne()).isRoot();
            assertThat(client.threads.submit(Current::get).get()).isNull();
        }
    }

    @Test
    void aClientWithAnInstrumentationOfItsOwnMakesTheCalls() throws Exception {
        try (Connected connection = client.connect(uri("/ok"))) {
            connection
                    .channel()
                    .attr(AttributeKey.valueOf("dapper.client.observed"))
                    .set(true);
            Response response = Traces.callInSpan(
                    "parent",
                    () -> connection.send(request("GET", uri("/ok"), "")).get(60, TimeUnit.SECONDS));

            assertThat(response.status()).isEqualTo(200);
        }
        assertThat(spans().takeOne()).hasName("parent");
        forgetRequests();
    }

    @Test
    void requestsThatAreSentTogetherAreAnsweredInOrder() throws Exception {
        try (Connected connection = client.connect(uri("/ok"))) {
            CompletableFuture<Response> first = connection.send(request("POST", uri("/missing"), "x"));
            CompletableFuture<Response> second = connection.send(request("GET", uri("/ok"), ""));
            assertThat(first.get(60, TimeUnit.SECONDS).status()).isEqualTo(404);
            assertThat(second.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("POST").hasError("404");
        assertThat(spans.get(1)).hasName("GET").hasNoError().hasAttribute("http.response.status_code", 200);
    }

    @Test
    void anotherCodecOfTheSameConnectionIsFollowed() throws Exception {
        try (Connected connection = client.connect(uri("/ok"))) {
            ChannelPipeline pipeline = connection.channel().pipeline();
            assumeTrue(pipeline.get(HttpClientCodec.class) != null);
            for (int i = 0; i < 3; i++) {
                assertThat(connection
                                .send(request("GET", uri("/missing"), ""))
                                .get(60, TimeUnit.SECONDS)
                                .status())
                        .isEqualTo(404);
                assertThat(spans().takeOne()).hasError("404");
                connection
                        .channel()
                        .eventLoop()
                        .submit(() -> {
                            pipeline.remove(HttpClientCodec.class);
                            pipeline.addFirst(new HttpClientCodec());
                        })
                        .get();
            }
        }
    }

    @Test
    void anInformationalResponseIsNotTheEnd() throws Exception {
        String answers = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
                + "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
        try (Answering server = new Answering(answers)) {
            assertThat(send("GET", server.uri(), Map.of(), "").status()).isEqualTo(201);
        }
        assertThat(spans().takeOne()).hasNoError().hasAttribute("http.response.status_code", 201);
    }

    @Test
    void aConnectionThatClosesWithoutAnAnswerIsAnError() throws Exception {
        try (Answering server = new Answering("");
                Connected connection = client.connect(server.uri())) {
            connection.send(request("GET", server.uri(), ""));
            assertThat(spans().takeOne())
                    .hasError(ClosedChannelException.class.getName())
                    .hasNoAttribute("http.response.status_code");
        }
    }

    @Test
    void aRequestThatCannotBeEncodedIsAnError() throws Exception {
        try (Connected connection = client.connect(uri("/ok"))) {
            connection.send(request("GET", uri("/ok"), "")).get(60, TimeUnit.SECONDS);
            spans().takeOne();
            FullHttpRequest broken = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/ok") {
                @Override
                public HttpVersion protocolVersion() {
                    throw new IllegalStateException("broken");
                }
            };
            connection.send(broken);
            assertThat(spans().takeOne()).hasException(IllegalStateException.class, "broken");

            // The connection still counts its responses right.
            assertThat(connection.channel().isOpen()).isTrue();
        }
    }

    @Test
    void aRequestToAProxyHasTheUrlOfItsTarget() throws Exception {
        try (Connected connection = client.connect(uri("/ok"))) {
            FullHttpRequest request = request("GET", uri("/ok"), "");
            request.setUri("http://user:secret@target.example:81/ok?sig=secret");
            connection.send(request).get(60, TimeUnit.SECONDS);
        }
        assertThat(spans().takeOne())
                .hasAttribute("url.full", "http://REDACTED:REDACTED@target.example:81/ok?sig=REDACTED")
                .hasAttribute("server.address", "target.example")
                .hasAttribute("server.port", 81);
    }

    @Test
    void connectingThroughAProxyIsNoCall() throws Exception {
        try (Answering server = new Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                Connected connection = client.connect(server.uri())) {
            assertThat(connection
                            .send(request("CONNECT", server.uri(), ""))
                            .get(60, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(200);
            assertThat(spans().take(0)).isEmpty();
        }
    }

    @Test
    void readOnlyHeadersAreLeftAlone() throws Exception {
        try (Connected connection = client.connect(uri("/ok"))) {
            FullHttpRequest request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_0,
                    HttpMethod.GET,
                    "/ok",
                    Unpooled.EMPTY_BUFFER,
                    EmptyHttpHeaders.INSTANCE,
                    EmptyHttpHeaders.INSTANCE);
            assertThat(connection.send(request).get(60, TimeUnit.SECONDS).status())
                    .isEqualTo(200);
        }
        assertThat(spans().takeOne())
                .hasName("GET")
                .hasAttribute("url.full", uri("/ok").toString());
        forgetRequests();
    }

    @Test
    void workThatStartsBeforeTheResponseIsCompleteHasTheContextOfTheCaller() throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpClientCodec(), new ChannelInboundHandlerAdapter() {
            @Override
            public void channelReadComplete(ChannelHandlerContext context) throws Exception {
                HandlerWork.work("early");
            }
        });
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/early");
        request.headers().set(HttpHeaderNames.HOST, "localhost");
        Traces.inSpan("parent", () -> channel.writeOutbound(request));
        channel.writeInbound(
                Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", StandardCharsets.US_ASCII));

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1)).hasName("GET").isChildOf(spans.get(0));
        assertThat(spans.get(2)).hasName("early").isChildOf(spans.get(0));
        assertThat(Current.get()).isNull();
        channel.close();
    }

    /** A server that reads the head of one request, sends some bytes and closes the connection. */
    private static final class Answering implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final CompletableFuture<Void> answered;

        Answering(String answers) throws IOException {
            answered = CompletableFuture.runAsync(() -> answer(answers));
        }

        private void answer(String answers) {
            try (Socket client = socket.accept()) {
                InputStream in = client.getInputStream();
                int[] last = new int[4];
                while (!(last[0] == '\r' && last[1] == '\n' && last[2] == '\r' && last[3] == '\n')) {
                    System.arraycopy(last, 1, last, 0, 3);
                    last[3] = in.read();
                }
                client.getOutputStream().write(answers.getBytes(StandardCharsets.ISO_8859_1));
                client.shutdownOutput();
                if (!answers.isEmpty()) {
                    in.readAllBytes();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        URI uri() {
            return URI.create("http://localhost:" + socket.getLocalPort() + "/x");
        }

        @Override
        public void close() throws IOException {
            answered.join();
            socket.close();
        }
    }
}
