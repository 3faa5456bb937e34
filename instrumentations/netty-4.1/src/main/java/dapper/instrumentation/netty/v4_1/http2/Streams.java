// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AttributeKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one connection; an attribute of its channel, and a listener of the connection. Each stream that is a
 * request has its {@link StreamCall} as a property. Runs on the channel's event loop, which reads one frame after the
 * other.
 */
public final class Streams extends Http2ConnectionAdapter implements Consumer<Throwable> {
    static final String NAME = "netty-http2-4.1";
    static final String PROTOCOL = "HTTP/2";

    /** The request that upgrades a connection of HTTP/1.1. */
    private static final int UPGRADED_STREAM = 1;

    static final AttributeKey<Consumer<Throwable>> FAILURES = AttributeKey.valueOf("dapper.failures");

    private static final AttributeKey<Streams> KEY = AttributeKey.valueOf("dapper.http2");

    /** Present if another instrumentation observes the calls of the channel's client. */
    private static final AttributeKey<Boolean> OBSERVED = AttributeKey.valueOf("dapper.client.observed");

    private final Channel channel;
    private final Http2Connection connection;

    /** Of the {@link StreamCall}; null if another instrumentation observes the connection. */
    private final @Nullable PropertyKey key;

    /** The head of the request that may open a stream now, until the stream is there. */
    private @Nullable Http2Headers arriving;

    private @Nullable StreamCall reading;

    /** What {@link StreamCall#enter} returned for {@link #reading}. */
    private @Nullable Object entered;

    private @Nullable ClientStream writing;

    /** Requests that wait in the encoder for the end of others, by stream. */
    private final Map<Integer, ClientStream> waiting = new HashMap<>(2);

    private Streams(Channel channel, Http2Connection connection, boolean traced) {
        this.channel = channel;
        this.connection = connection;
        this.key = traced ? connection.newKey() : null;
    }

    private static @Nullable Streams of(ChannelHandlerContext context) {
        Channel channel = context.channel();
        Streams streams = ifAny(channel);
        if (streams == null) {
            ChannelHandler handler = context.handler();
            if (!(handler instanceof Http2ConnectionHandler)) {
                return null;
            }
            streams = new Streams(
                    channel,
                    ((Http2ConnectionHandler) handler).connection(),
                    !OtherProtocols.use(channel.pipeline(), handler));
            channel.attr(KEY).set(streams);
            if (streams.key != null) {
                channel.attr(FAILURES).set(streams);
                streams.connection.addListener(streams);
            }
        }
        return streams.key == null || channel.hasAttr(OBSERVED) ? null : streams;
    }

    static @Nullable Streams ifAny(Channel channel) {
        return channel.hasAttr(KEY) ? channel.attr(KEY).get() : null;
    }

    /** The stream whose frame the running thread reads. */
    @Nullable
    StreamCall reading() {
        return reading;
    }

    private @Nullable StreamCall call(@Nullable Http2Stream stream) {
        PropertyKey key = this.key;
        return key == null || stream == null ? null : stream.<StreamCall>getProperty(key);
    }

    private void set(Http2Stream stream, StreamCall call) {
        if (key != null) {
            stream.setProperty(key, call);
        }
    }

    /** @return null if there is nothing to do when the frame is read; otherwise {@link #read} must follow */
    public static @Nullable Streams readHeaders(ChannelHandlerContext decoder, int streamId, Http2Headers headers) {
        Streams streams = of(decoder);
        if (streams == null) {
            return null;
        }
        StreamCall call = streams.call(streams.connection.stream(streamId));
        if (call != null) {
            call.response(headers);
            streams.enter(call);
            return streams;
        }
        if (!streams.connection.isServer()) {
            return null;
        }
        streams.arriving = headers;
        return streams;
    }

    /** As {@link #readHeaders}. */
    public static @Nullable Streams readData(ChannelHandlerContext decoder, int streamId) {
        Streams streams = ifAny(decoder.channel());
        StreamCall call = streams == null ? null : streams.call(streams.connection.stream(streamId));
        if (streams == null || call == null) {
            return null;
        }
        streams.enter(call);
        return streams;
    }

    private void enter(StreamCall call) {
        entered = call.enter();
        reading = call;
    }

    /** @param thrown by the application, or by the codec for a frame that violates the protocol */
    public void read(@Nullable Throwable thrown) {
        arriving = null;
        StreamCall call = reading;
        if (call != null) {
            call.leave(entered);
            entered = null;
            reading = null;
            if (thrown != null && !(thrown instanceof Http2Exception)) {
                call.accept(thrown);
            }
        }
    }

    @Override
    public void accept(Throwable thrown) {
        if (reading != null) {
            reading.accept(thrown);
        }
    }

    /** @return null if there is nothing to do when the head is written; otherwise {@link #wrote} must follow */
    public static @Nullable Streams writeHeaders(ChannelHandlerContext encoder, int streamId, Http2Headers headers) {
        Streams streams = of(encoder);
        if (streams == null || streams.writing != null) {
            return null;
        }
        Http2Stream stream = streams.connection.stream(streamId);
        StreamCall call = streams.call(stream);
        if (streams.connection.isServer()) {
            streams.respond(stream, call, headers);
            return null;
        }
        if (call != null || headers.method() == null || "CONNECT".contentEquals(headers.method())) {
            return null;
        }
        ClientStream waited = streams.waiting.remove(streamId);
        streams.writing = waited == null ? ClientStream.start(streams.channel, headers) : waited;
        return streams;
    }

    private void respond(@Nullable Http2Stream stream, @Nullable StreamCall known, Http2Headers headers) {
        StreamCall call = known;
        if (call == null && stream != null && stream.id() == UPGRADED_STREAM) {
            call = ServerStream.upgraded(channel);
            if (call != null) {
                set(stream, call);
            }
        }
        if (call != null) {
            call.response(headers);
        }
    }

    /** @param written null if the encoder has thrown an exception */
    public void wrote(int streamId, @Nullable ChannelFuture written, @Nullable Throwable thrown) {
        ClientStream call = writing;
        writing = null;
        if (call == null || call.isOpened()) {
            return;
        }
        Http2Stream stream = connection.stream(streamId);
        if (stream != null) {
            call.opened();
            set(stream, call);
        } else if (written == null || written.isDone()) {
            call.notSent(written == null ? thrown : written.cause());
        } else {
            waiting.put(streamId, call);
            written.addListener(future -> {
                if (!future.isSuccess() && waiting.remove(streamId, call)) {
                    call.notSent(future.cause());
                }
            });
        }
    }

    public static void reset(Channel channel, int streamId, long code) {
        Streams streams = ifAny(channel);
        StreamCall call = streams == null ? null : streams.call(streams.connection.stream(streamId));
        if (call != null) {
            call.reset(code);
        }
    }

    @Override
    public void onStreamActive(Http2Stream stream) {
        ClientStream sent = writing;
        Http2Headers head = arriving;
        if (sent != null) {
            sent.opened();
            set(stream, sent);
        } else if (head != null) {
            arriving = null;
            ServerStream call = ServerStream.start(channel, head);
            if (call != null) {
                set(stream, call);
                enter(call);
            }
        }
    }

    @Override
    public void onStreamHalfClosed(Http2Stream stream) {
        StreamCall call = call(stream);
        if (call != null) {
            call.halfClosed(stream);
        }
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        StreamCall call = call(stream);
        if (call != null) {
            call.closed(stream, channel);
        }
    }
}
