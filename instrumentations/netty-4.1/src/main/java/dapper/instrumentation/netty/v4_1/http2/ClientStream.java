// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A request of a client. It ends when its response begins, or when its stream closes without one. The handlers of the
 * response have the context of the write.
 */
final class ClientStream extends Call implements StreamCall {
    private static final ClientCalls<StreamRequest, Void, Http2Headers> CALLS =
            new ClientCalls<>(Streams.NAME, new ClientGetter());

    private static final int INSTRUMENTATION = AdviceErrors.number(Streams.NAME);

    /** No reset. */
    private static final long NONE = -1;

    private long resetCode = NONE;
    private boolean opened;
    private boolean answered;

    /** Starts the call and writes the trace headers. */
    static ClientStream start(Channel channel, Http2Headers headers) {
        ClientStream call = new ClientStream();
        if (CALLS.start(call, new StreamRequest(channel, headers), null)) {
            try {
                call.inject(StreamHeaders.SETTER, headers);
            } catch (UnsupportedOperationException e) {
                // The headers are read-only.
            }
        }
        return call;
    }

    @Override
    public void response(Http2Headers headers) {
        if (!answered && StreamCall.status(headers) >= 200) {
            answered = true;
            end(headers, null);
        }
    }

    boolean isOpened() {
        return opened;
    }

    /** The stream is there, and ends the call. */
    void opened() {
        opened = true;
    }

    /** The request did not leave the client. */
    void notSent(@Nullable Throwable thrown) {
        answered = true;
        end(null, thrown == null ? new ClosedChannelException() : thrown);
    }

    private void end(@Nullable Http2Headers response, @Nullable Throwable thrown) {
        try {
            CALLS.end(this, response, thrown);
        } catch (Throwable e) {
            // No advice surrounds a listener of the connection.
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
    }

    @Override
    public void reset(long code) {
        if (resetCode == NONE) {
            resetCode = code;
        }
    }

    @Override
    public void halfClosed(Http2Stream stream) {}

    @Override
    public void closed(Http2Stream stream, Channel channel) {
        if (!answered) {
            answered = true;
            end(null, reason(stream, channel));
        }
    }

    private Throwable reason(Http2Stream stream, Channel channel) {
        Http2Error error = resetCode == NONE ? null : Http2Error.valueOf(resetCode);
        if (stream.isResetSent() && (error == Http2Error.CANCEL || error == Http2Error.NO_ERROR)) {
            return new CancellationException();
        }
        if (resetCode != NONE) {
            return streamError(stream, error, "reset with " + (error == null ? resetCode : error));
        }
        return channel.isActive()
                ? streamError(stream, Http2Error.REFUSED_STREAM, "closed by GOAWAY")
                : new ClosedChannelException();
    }

    private static Http2Exception streamError(Http2Stream stream, @Nullable Http2Error error, String reason) {
        return Http2Exception.streamError(
                stream.id(), error == null ? Http2Error.INTERNAL_ERROR : error, "Stream %s: %s", stream.id(), reason);
    }

    /** A client's handlers may answer an exception. */
    @Override
    public void accept(Throwable thrown) {}

    @Override
    public @Nullable Object enter() {
        return enterCaller();
    }

    @Override
    public void leave(@Nullable Object entered) {
        leaveCaller((TraceContext) entered);
    }
}
