// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The requests to a server on one connection. A client may send the next before it has the response to the last. */
final class ServerConnection extends Connection {
    private static final AttributeKey<ServerConnection> KEY = AttributeKey.valueOf(HandlerFailures.SERVER);

    private static final ServerCalls<ServerConnection, HttpResponse> CALLS =
            new ServerCalls<>(NAME, new ServerRequestGetter());

    /** The request of a channel whose response is the first stream of HTTP/2. */
    private static final AttributeKey<ServerCall> UPGRADED = AttributeKey.valueOf("dapper.server.upgraded");

    /** Stands for a request of which the agent records nothing. */
    private static final Object NONE = "none";

    /** {@link ServerCall} or {@link #NONE} for each request without the end of its response. */
    private final Queue<Object> open = new ArrayDeque<>(2);

    /** The request that arrives, until its last part. */
    private @Nullable ServerCall arriving;

    /** Of the response that is being sent, 0 if none is. */
    private int status;

    /** True while parts of an informational response are being sent. */
    private boolean informational;

    /** Only while a request starts. */
    @Nullable
    HttpRequest request;

    private ServerConnection(ChannelHandlerContext codec) {
        super(codec);
    }

    static ServerConnection of(ChannelHandlerContext codec) {
        Channel channel = codec.channel();
        ServerConnection connection = ifAny(channel);
        if (connection == null) {
            connection = new ServerConnection(codec);
            channel.attr(KEY).set(connection);
            channel.closeFuture().addListener(connection);
        }
        return connection;
    }

    static @Nullable ServerConnection ifAny(Channel channel) {
        return channel.hasAttr(KEY) ? channel.attr(KEY).get() : null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            start((HttpRequest) message);
        }
        boolean entered = ServerCall.enterAgain(arriving);
        try {
            context.fireChannelRead(message);
        } finally {
            ServerCall.leave(entered);
            if (message instanceof LastHttpContent) {
                arriving = null;
            }
        }
    }

    /** A server may start its work here, if the body of the request is still to come. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        boolean entered = ServerCall.enterAgain(arriving);
        try {
            context.fireChannelReadComplete();
        } finally {
            ServerCall.leave(entered);
        }
    }

    private void start(HttpRequest received) {
        if (open.size() == MOST_OPEN) {
            endOldest(0);
        }
        HandlerFailures.take(channel);
        arriving = null;
        request = received;
        try {
            arriving = CALLS.start(this);
        } catch (Throwable e) {
            // No advice surrounds a channel handler, and the application must get its message.
            AdviceErrors.caught(e, INSTRUMENTATION);
        } finally {
            request = null;
        }
        open.add(arriving == null ? NONE : arriving);
        if (!channel.isOpen()) {
            closed();
        }
    }

    /** @param message a response or the last part of one, or both */
    void sending(Object message) {
        boolean ends = message instanceof LastHttpContent;
        if (message instanceof HttpResponse) {
            HttpResponse response = (HttpResponse) message;
            int code = response.status().code();
            if (code == 101 && "h2c".equalsIgnoreCase(response.headers().get("upgrade"))) {
                answeredOverHttp2();
                return;
            }
            informational = isInformational(code);
            Object oldest = open.peek();
            if (!informational && oldest instanceof ServerCall) {
                CALLS.responded((ServerCall) oldest, response);
            }
            status = informational ? status : code;
            ends |= code == 101;
        }
        if (ends && !informational && status != 0) {
            endOldest(status);
            status = 0;
        }
        informational &= !ends;
    }

    /** The request ends with its stream, or with the connection if that is first. */
    private void answeredOverHttp2() {
        informational = true;
        Object oldest = open.peek();
        if (oldest instanceof ServerCall) {
            channel.attr(UPGRADED).set((ServerCall) oldest);
        }
    }

    private void endOldest(int status) {
        Object oldest = open.poll();
        if (oldest instanceof ServerCall) {
            ServerCall call = (ServerCall) oldest;
            if (status >= 500) {
                ServerCalls.fail(call, HandlerFailures.take(channel));
            }
            ServerCalls.end(call, status);
        }
    }

    @Override
    void closed() {
        while (!open.isEmpty()) {
            endOldest(status);
            status = 0;
        }
    }
}
