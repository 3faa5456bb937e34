// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/** A request to a server. It ends when its response is written, or when its stream closes without one. */
final class ServerStream implements StreamCall {
    private static final ServerCalls<StreamRequest, Http2Headers> CALLS =
            new ServerCalls<>(Streams.NAME, new ServerGetter());

    /** The call of a request of HTTP/1.1 that upgrades its connection: the first stream answers it. */
    private static final AttributeKey<ServerCall> UPGRADED = AttributeKey.valueOf("dapper.server.upgraded");

    private static final AttributeKey<ServerStream> FIRST = AttributeKey.valueOf("dapper.http2.first");

    private final ServerCall call;
    private int status;

    /** The first exception of a handler. It describes a request that fails: handlers answer many exceptions. */
    private @Nullable Throwable failure;

    private ServerStream(ServerCall call) {
        this.call = call;
    }

    /** Returns null if the agent records nothing. */
    static @Nullable ServerStream start(Channel channel, Http2Headers headers) {
        ServerCall call = CALLS.start(new StreamRequest(channel, headers));
        return call == null ? null : new ServerStream(call);
    }

    /** Returns null if no request has upgraded the connection. */
    static @Nullable ServerStream upgraded(Channel connection) {
        ServerCall call =
                connection.hasAttr(UPGRADED) ? connection.attr(UPGRADED).get() : null;
        if (call == null) {
            return null;
        }
        connection.attr(FIRST).setIfAbsent(new ServerStream(call));
        return connection.attr(FIRST).get();
    }

    /** Returns whether the running thread serves the request. */
    @SuppressWarnings("ReferenceEquality") // calls have no other equality
    boolean isRunning() {
        return ServerCall.running() == call;
    }

    @Override
    public void response(Http2Headers headers) {
        int code = StreamCall.status(headers);
        if (code >= 200 && status == 0) {
            status = code;
            CALLS.responded(call, headers);
        }
    }

    @Override
    public void accept(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    /** A client may go away. */
    @Override
    public void reset(long code) {}

    @Override
    public void halfClosed(Http2Stream stream) {
        if (stream.state() == State.HALF_CLOSED_LOCAL) {
            end();
        }
    }

    @Override
    public void closed(Http2Stream stream, Channel channel) {
        end();
    }

    private void end() {
        if (status == 0 || status >= 500) {
            ServerCalls.fail(call, failure);
        }
        ServerCalls.end(call, status);
    }

    @Override
    public Object enter() {
        return ServerCall.enterAgain(call);
    }

    @Override
    public void leave(@Nullable Object entered) {
        ServerCall.leave(Boolean.TRUE.equals(entered));
    }
}
