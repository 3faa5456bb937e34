// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import dapper.javaagent.testing.HandlerWork;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The application of the contract, for all channels. */
@ChannelHandler.Sharable
final class AnsweringHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    /** The header by which Netty's adapters of HTTP/2 assign a message to a stream. */
    static final String STREAM = "x-http2-stream-id";

    private static final AttributeKey<String> LATEST_STREAM = AttributeKey.valueOf("test.stream");

    /**
     * A request that waits for its answer.
     *
     * @param stream null for HTTP/1.1 and for a stream that is a channel
     */
    record Later(ChannelHandlerContext context, String stream) {
        void answer(HttpResponseStatus status) {
            context.writeAndFlush(response(status, "", stream));
        }
    }

    private final BlockingQueue<Later> later = new LinkedBlockingQueue<>();

    private volatile int references;

    List<Later> takeLater(int count) throws InterruptedException {
        List<Later> taken = new ArrayList<>();
        while (taken.size() < count) {
            Later next = later.poll(60, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("only " + taken.size() + " requests arrived");
            }
            taken.add(next);
        }
        return taken;
    }

    int referencesOfLastBody() {
        return references;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws Exception {
        references = request.refCnt();
        String stream = request.headers().get(STREAM);
        context.channel().attr(LATEST_STREAM).set(stream);
        if (request.decoderResult().isFailure()) {
            context.writeAndFlush(response(HttpResponseStatus.BAD_REQUEST, "", stream));
            return;
        }
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        String path = target.path();
        switch (path.substring(path.indexOf("/app/") + 5)) {
            case "plain" -> context.writeAndFlush(response(HttpResponseStatus.OK, HandlerWork.work("handler"), stream));
            case "status" ->
                context.writeAndFlush(response(
                        HttpResponseStatus.valueOf(
                                Integer.parseInt(target.parameters().get("code").get(0))),
                        "",
                        stream));
            case "throw" -> throw new IllegalStateException("broken");
            case "refuse" -> throw new IllegalArgumentException("refused");
            case "later" -> later.add(new Later(context, stream));
            case "switch" -> {
                HttpResponse response =
                        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
                response.headers().set(HttpHeaderNames.CONNECTION, "Upgrade").set(HttpHeaderNames.UPGRADE, "contract");
                context.writeAndFlush(response);
            }
            default -> context.writeAndFlush(response(HttpResponseStatus.NOT_FOUND, "", stream));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            context.close(); // the client is gone
            return;
        }
        HttpResponseStatus status = cause instanceof IllegalArgumentException
                ? HttpResponseStatus.CONFLICT
                : HttpResponseStatus.INTERNAL_SERVER_ERROR;
        context.writeAndFlush(
                response(status, "", context.channel().attr(LATEST_STREAM).get()));
    }

    private static HttpResponse response(HttpResponseStatus status, String body, String stream) {
        HttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        if (status.code() != 204) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length());
        }
        response.headers().set("x-answer", "1");
        if (stream != null) {
            response.headers().set(STREAM, stream);
        }
        return response;
    }
}
