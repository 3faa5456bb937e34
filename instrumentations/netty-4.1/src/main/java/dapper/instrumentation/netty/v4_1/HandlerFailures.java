// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first exception of a handler since the channel's latest request. It describes the request if the response is a
 * failure of the server: handlers answer many exceptions with a status below 500.
 */
public final class HandlerFailures {
    /** The attribute of channels that are connections to an HTTP server. */
    static final String SERVER = "dapper.server";

    private static final AttributeKey<Object> SERVER_KEY = AttributeKey.valueOf(SERVER);
    private static final AttributeKey<Throwable> FAILURE = AttributeKey.valueOf("dapper.failure");

    /** Of channels that are connections of HTTP/2, or streams of one: gets the exceptions. */
    private static final AttributeKey<Consumer<Throwable>> STREAM_FAILURES = AttributeKey.valueOf("dapper.failures");

    private HandlerFailures() {}

    public static void put(Channel channel, Throwable thrown) {
        if (channel.hasAttr(STREAM_FAILURES)) {
            channel.attr(STREAM_FAILURES).get().accept(thrown);
        } else if (channel.hasAttr(SERVER_KEY)) {
            channel.attr(FAILURE).setIfAbsent(thrown);
        }
    }

    static @Nullable Throwable take(Channel channel) {
        return channel.hasAttr(FAILURE) ? channel.attr(FAILURE).getAndSet(null) : null;
    }
}
