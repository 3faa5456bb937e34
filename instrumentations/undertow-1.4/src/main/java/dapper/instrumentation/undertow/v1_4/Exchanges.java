// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import org.jspecify.annotations.Nullable;

/** The request of an exchange, which is an attachment from the first handler to the end. */
public final class Exchanges {
    private static final AttachmentKey<ServerCall> CALL = AttachmentKey.create(ServerCall.class);

    private static final String SERVLET_CONTEXT = "io.undertow.servlet.spec.ServletContextImpl";

    private static final ServerCalls<HttpServerExchange, HttpServerExchange> CALLS =
            new ServerCalls<>("undertow-1.4", new ExchangeGetter());

    private Exchanges() {}

    static @Nullable ServerCall call(HttpServerExchange exchange) {
        return exchange.getAttachment(CALL);
    }

    public static boolean enter(HttpServerExchange exchange) {
        ServerCall call = call(exchange);
        if (call != null || ServerCall.isServing()) {
            return ServerCall.enterAgain(call);
        }
        call = CALLS.start(exchange);
        if (call == null) {
            return false;
        }
        exchange.putAttachment(CALL, call);
        call.enter(true);
        return true;
    }

    public static boolean enterAgain(HttpServerExchange exchange) {
        return ServerCall.enterAgain(call(exchange));
    }

    /** For the exception of a listener, which the servlet context wraps. */
    public static void failed(HttpServerExchange exchange, Throwable thrown) {
        Throwable cause = isOfServletContext(thrown) ? thrown.getCause() : null;
        ServerCalls.fail(call(exchange), cause == null ? thrown : cause);
    }

    private static boolean isOfServletContext(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().equals(SERVLET_CONTEXT);
    }

    /** @return whether the request goes on, in an exchange of HTTP/2: then {@link #upgraded} must be called */
    public static boolean end(HttpServerExchange exchange) {
        ServerCall call = call(exchange);
        if (call == null) {
            if (exchange.isResponseStarted()) {
                rejected(exchange, exchange.getStatusCode());
            }
            return false;
        }
        if (upgradesToHttp2(exchange)) {
            return true;
        }
        if (exchange.getStatusCode() >= 500) {
            ServerCalls.fail(call, exchange.getAttachment(DefaultResponseListener.EXCEPTION));
        }
        // Abandoned by a handler inside of another, and ended after all: the connection has no response left to give.
        exchange.getConnection().removeAttachment(CALL);
        CALLS.end(call, exchange, null);
        return false;
    }

    private static boolean upgradesToHttp2(HttpServerExchange exchange) {
        if (exchange.getStatusCode() != StatusCodes.SWITCHING_PROTOCOLS) {
            return false;
        }
        String protocol = exchange.getResponseHeaders().getFirst(Headers.UPGRADE);
        return protocol != null && protocol.startsWith(Http2Channel.CLEARTEXT_UPGRADE_STRING);
    }

    /** The request that was answered by an upgrade to HTTP/2 goes on in the first exchange of that. */
    public static void carryOver(HttpServerExchange existing, HttpServerExchange next) {
        ServerCall call = existing.removeAttachment(CALL);
        if (call != null) {
            next.putAttachment(CALL, call);
        }
    }

    /** Without its connection a request goes on nowhere. */
    public static void upgraded(HttpServerExchange exchange) {
        ServerCall call = exchange.getConnection().isOpen() ? null : exchange.removeAttachment(CALL);
        if (call != null) {
            CALLS.end(call, exchange, null);
        }
    }

    /** An exchange that cannot even end after a failure throws. The connection answers then, without the exchange. */
    public static void abandoned(HttpServerExchange exchange, Throwable thrown) {
        ServerCall call = call(exchange);
        if (call != null) {
            Throwable first = exchange.getAttachment(DefaultResponseListener.EXCEPTION);
            ServerCalls.fail(call, first == null ? thrown : first);
            exchange.getConnection().putAttachment(CALL, call);
        }
    }

    /**
     * For a request that the connection answers with 400 by itself.
     *
     * @param exchange null if the connection has let go of it already; only the peer is recorded then
     */
    public static void rejected(@Nullable HttpServerExchange exchange, ServerConnection connection) {
        ServerCall abandoned = connection.removeAttachment(CALL);
        if (abandoned == null) {
            rejected(exchange == null ? new HttpServerExchange(connection) : exchange, StatusCodes.BAD_REQUEST);
        } else {
            ServerCalls.end(abandoned, StatusCodes.BAD_REQUEST);
        }
    }

    /** For a request that no handler sees. */
    private static void rejected(HttpServerExchange exchange, int status) {
        ServerCall call = call(exchange) == null ? CALLS.reject(exchange, status) : null;
        if (call != null) {
            exchange.putAttachment(CALL, call);
        }
    }
}
