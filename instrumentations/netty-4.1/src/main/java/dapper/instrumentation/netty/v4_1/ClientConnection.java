// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client on one connection: each starts when its request is written, in the context of the write, and
 * ends when its response begins. The handlers that read the response have that context again.
 */
final class ClientConnection extends Connection {
    private static final AttributeKey<ClientConnection> KEY = AttributeKey.valueOf("dapper.client");

    /** Present if another instrumentation observes the calls of the channel's client; it has the same name there. */
    private static final AttributeKey<Boolean> OBSERVED = AttributeKey.valueOf("dapper.client.observed");

    private static final ClientCalls<HttpRequest, Connection, HttpResponse> CALLS =
            new ClientCalls<>(NAME, new ClientRequestGetter());

    /** For each request without a response, also one of which the agent records nothing. */
    private final Deque<Call> open = new ArrayDeque<>(2);

    /** The call whose response arrives, until its last part. */
    private @Nullable Call arriving;

    private ClientConnection(ChannelHandlerContext codec) {
        super(codec);
    }

    static ClientConnection of(ChannelHandlerContext codec) {
        Channel channel = codec.channel();
        ClientConnection connection = ifAny(channel);
        if (connection == null) {
            connection = new ClientConnection(codec);
            channel.attr(KEY).set(connection);
            channel.closeFuture().addListener(connection);
        }
        return connection;
    }

    /** Returns whether the requests of the channel are parts of calls that the client's own instrumentation makes. */
    static boolean isObserved(Channel channel) {
        return channel.hasAttr(OBSERVED);
    }

    static @Nullable ClientConnection ifAny(Channel channel) {
        return channel.hasAttr(KEY) ? channel.attr(KEY).get() : null;
    }

    void sending(ChannelHandlerContext encoder, HttpRequest request) {
        if (open.size() == MOST_OPEN) {
            CALLS.end(open.remove(), null, null);
        }
        Call call = new Call();
        open.add(call);
        // A client connects to its target through a proxy: the call is the request that follows.
        if (!request.method().equals(HttpMethod.CONNECT) && CALLS.start(call, request, this)) {
            RequestHeaders.inject(call, request);
        }
        if (!channel.isOpen()) {
            closed();
        }
    }

    /** The last request that was given to {@link #sending} does not leave the client. */
    void notSent(Throwable thrown) {
        Call call = open.pollLast();
        if (call != null) {
            CALLS.end(call, null, thrown);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse) {
            answered((HttpResponse) message);
        }
        Call call = arriving;
        if (message instanceof LastHttpContent) {
            arriving = null;
        }
        if (call == null) {
            context.fireChannelRead(message);
            return;
        }
        TraceContext before = call.enterCaller();
        try {
            context.fireChannelRead(message);
        } finally {
            Call.leaveCaller(before);
        }
    }

    /** A client may start its work here, if the body of the response is still to come. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Call call = arriving;
        if (call == null) {
            context.fireChannelReadComplete();
            return;
        }
        TraceContext before = call.enterCaller();
        try {
            context.fireChannelReadComplete();
        } finally {
            Call.leaveCaller(before);
        }
    }

    private void answered(HttpResponse response) {
        if (isInformational(response.status().code())) {
            arriving = open.peek();
            return;
        }
        arriving = open.poll();
        if (arriving != null) {
            end(arriving, response);
        }
    }

    private static void end(Call call, HttpResponse response) {
        try {
            CALLS.end(call, response, null);
        } catch (Throwable e) {
            // No advice surrounds a channel handler, and the application must get its message.
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
    }

    @Override
    void closed() {
        while (!open.isEmpty()) {
            CALLS.end(open.remove(), null, new ClosedChannelException());
        }
    }
}
