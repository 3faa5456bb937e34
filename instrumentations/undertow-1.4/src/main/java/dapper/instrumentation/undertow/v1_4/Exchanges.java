// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.HttpServerTracer;
import dapper.bootstrap.http.ServingThread;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import org.jspecify.annotations.Nullable;

/** The span of an exchange, which carries its context as an attachment from the first handler to the end. */
public final class Exchanges {
    private static final AttachmentKey<TraceContext> CONTEXT = AttachmentKey.create(TraceContext.class);

    private static final HttpServerTracer<HttpServerExchange> TRACER = new HttpServerTracer<>(new ExchangeGetter());

    private Exchanges() {}

    static @Nullable TraceContext context(HttpServerExchange exchange) {
        return exchange.getAttachment(CONTEXT);
    }

    public static boolean enter(HttpServerExchange exchange) {
        if (!ServingThread.isFree()) {
            return false;
        }
        TraceContext context = context(exchange);
        if (context != null) {
            return ServingThread.enterAgain(context);
        }
        context = TRACER.start(exchange);
        if (context == null) {
            return false;
        }
        exchange.putAttachment(CONTEXT, context);
        ServingThread.enter(context, true);
        return true;
    }

    public static boolean enterAgain(HttpServerExchange exchange) {
        return ServingThread.enterAgain(context(exchange));
    }

    /** @return whether the request goes on, in an exchange of HTTP/2: then {@link #upgraded} must be called */
    public static boolean end(HttpServerExchange exchange) {
        TraceContext context = context(exchange);
        if (context == null) {
            if (exchange.isResponseStarted()) {
                rejected(exchange, exchange.getStatusCode());
            }
            return false;
        }
        if (upgradesToHttp2(exchange)) {
            return true;
        }
        if (context instanceof Span) {
            Throwable thrown = exchange.getAttachment(DefaultResponseListener.EXCEPTION);
            if (thrown != null && exchange.getStatusCode() >= 500) {
                HttpServerTracer.fail((Span) context, thrown);
            }
            HttpServerTracer.end(context, exchange.getStatusCode());
        }
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
        TraceContext context = existing.removeAttachment(CONTEXT);
        if (context != null) {
            next.putAttachment(CONTEXT, context);
        }
    }

    /** Without its connection a request goes on nowhere. */
    public static void upgraded(HttpServerExchange exchange) {
        if (!exchange.getConnection().isOpen()) {
            TraceContext context = exchange.removeAttachment(CONTEXT);
            if (context != null) {
                HttpServerTracer.end(context, exchange.getStatusCode());
            }
        }
    }

    /**
     * For a request that the connection answers with 400 by itself.
     *
     * @param exchange null if the connection has let go of it already; only the peer is recorded then
     */
    public static void rejected(@Nullable HttpServerExchange exchange, ServerConnection connection) {
        rejected(exchange == null ? new HttpServerExchange(connection) : exchange, StatusCodes.BAD_REQUEST);
    }

    /** For a request that no handler sees. */
    private static void rejected(HttpServerExchange exchange, int status) {
        if (context(exchange) == null) {
            TraceContext context = TRACER.start(exchange);
            if (context != null) {
                exchange.putAttachment(CONTEXT, context);
                HttpServerTracer.end(context, status);
            }
        }
    }
}
