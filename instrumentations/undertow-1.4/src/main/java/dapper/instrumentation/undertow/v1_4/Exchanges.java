// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.HttpServerTracer;
import dapper.bootstrap.http.ServingThread;
import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
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

    public static void end(HttpServerExchange exchange) {
        TraceContext context = context(exchange);
        if (context instanceof Span) {
            Throwable thrown = exchange.getAttachment(DefaultResponseListener.EXCEPTION);
            if (thrown != null && exchange.getStatusCode() >= 500) {
                HttpServerTracer.fail((Span) context, thrown);
            }
            HttpServerTracer.end(context, exchange.getStatusCode());
        }
    }

    public static void rejected(HttpServerExchange exchange) {
        if (context(exchange) == null) {
            TraceContext context = TRACER.start(exchange);
            if (context != null) {
                HttpServerTracer.end(context, 400);
            }
        }
    }
}
