// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.bootstrap.call.ServerCall;
import org.apache.pekko.http.javadsl.model.HttpMessage;
import org.jspecify.annotations.Nullable;

/**
 * A request of HTTP/1.1 that asks for HTTP/2 without TLS. The server answers 101, and passes the same request to a new
 * handler of HTTP/2, which it makes meanwhile: both are one request.
 */
final class Http2Upgrade {
    private static final ThreadLocal<@Nullable ServerCall> CURRENT = new ThreadLocal<>();

    private Http2Upgrade() {}

    /** Returns whether a request asks for HTTP/2, or a response changes to it. */
    static boolean isIn(HttpMessage message) {
        return "h2c".equalsIgnoreCase(MessageHeaders.first(message, "upgrade"));
    }

    /** The running thread begins to serve such a request. */
    static void begin(ServerCall call) {
        CURRENT.set(call);
    }

    static void end() {
        CURRENT.remove();
    }

    /** The request of the running thread, null if it is not such a request. */
    static @Nullable ServerCall current() {
        return CURRENT.get();
    }
}
