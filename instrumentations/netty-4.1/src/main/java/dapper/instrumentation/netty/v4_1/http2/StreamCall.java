// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The request on one stream, a property of it: a server's or a client's. It gets the exceptions of handlers. Runs on
 * the channel's event loop.
 */
interface StreamCall extends Consumer<Throwable> {
    /** The head of a response, or trailers: read by a client, written by a server. */
    void response(Http2Headers headers);

    /** The first code counts. */
    void reset(long code);

    /** One of the two sides has sent everything. */
    void halfClosed(Http2Stream stream);

    void closed(Http2Stream stream, Channel channel);

    /**
     * Begins a part of the work on the stream.
     *
     * @return to be passed to {@link #leave} on the same thread afterwards
     */
    @Nullable
    Object enter();

    void leave(@Nullable Object entered);

    /** Returns the status of a head, 0 for trailers and for what the codec refuses. */
    static int status(Http2Headers headers) {
        CharSequence status = headers.status();
        if (status == null || status.length() != 3) {
            return 0;
        }
        int code = 0;
        for (int i = 0; i < 3; i++) {
            int digit = status.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            code = 10 * code + digit;
        }
        return code;
    }
}
