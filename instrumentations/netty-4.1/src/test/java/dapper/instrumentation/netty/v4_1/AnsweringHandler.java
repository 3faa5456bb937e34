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
    /** A request that waits for its answer. */
    record Later(ChannelHandlerContext context) {
        void answer(HttpResponseStatus status) {
            context.writeAndFlush(response(status, ""));
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
        if (request.decoderResult().isFailure()) {
            context.writeAndFlush(response(HttpResponseStatus.BAD_REQUEST, ""));
            return;
        }
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        String path = target.path();
        switch (path.substring(path.indexOf("/app/") + 5)) {
            case "plain" -> context.writeAndFlush(response(HttpResponseStatus.OK, HandlerWork.work("handler")));
            case "status" ->
                context.writeAndFlush(response(
                        HttpResponseStatus.valueOf(
                                Integer.parseInt(target.parameters().get("code").get(0))),
                        ""));
            case "throw" -> throw new IllegalStateException("broken");
            case "refuse" -> throw new IllegalArgumentException("refused");
            case "later" -> later.add(new Later(context));
            case "switch" -> {
                HttpResponse response =
                        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
                response.headers().set(HttpHeaderNames.CONNECTION, "Upgrade").set(HttpHeaderNames.UPGRADE, "contract");
                context.writeAndFlush(response);
            }
            default -> context.writeAndFlush(response(HttpResponseStatus.NOT_FOUND, ""));
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
        context.writeAndFlush(response(status, ""));
    }

    private static HttpResponse response(HttpResponseStatus status, String body) {
        HttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        if (status.code() != 204) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length());
        }
        return response;
    }
}
