// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.HttpClientCalls;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Passes a call from the method that sends it to the copy of its request and then to its exchange, all on the
 * application's thread. It never becomes the thread's context, so tasks that the client submits to executors meanwhile,
 * and so every callback, keep the application's own.
 */
public final class Calls {
    /** One element: the call that is being sent and has no exchange yet. */
    private static final ThreadLocal<@Nullable TraceContext[]> SENDING =
            ThreadLocal.withInitial(() -> new TraceContext[1]);

    private Calls() {}

    public static @Nullable TraceContext begin(HttpRequest request) {
        TraceContext call;
        if (isOfClient(request)) {
            call = HttpClientCalls.start(request.method());
            if (call instanceof Span) {
                describe((Span) call, request.uri());
            }
        } else {
            call = HttpClientCalls.startUnknown();
        }
        if (call != null) {
            SENDING.get()[0] = call;
        }
        return call;
    }

    /** Other requests are the application's own code, which only the client may call. */
    private static boolean isOfClient(HttpRequest request) {
        return request.getClass().getName().startsWith("jdk.internal.net.http.");
    }

    private static void describe(Span call, URI uri) {
        HttpClientCalls.describe(call, uri.toString(), uri.getScheme(), uri.getHost(), uri.getPort());
    }

    /** Called when the client has made its copy of the request that is being sent. */
    public static void copied(HttpRequest copy) {
        Span call = HttpClientCalls.unknown(sending());
        if (call != null) {
            HttpClientCalls.changeMethod(call, copy.method());
            describe(call, copy.uri());
        }
    }

    public static boolean isSending() {
        return SENDING.get()[0] != null;
    }

    static @Nullable TraceContext sending() {
        return SENDING.get()[0];
    }

    /** Takes the call that the starting exchange belongs to. Only the first caller gets it. */
    public static @Nullable TraceContext take() {
        @Nullable TraceContext[] sending = SENDING.get();
        TraceContext call = sending[0];
        sending[0] = null;
        return call;
    }

    public static CompletableFuture<?> endWith(TraceContext call, CompletableFuture<?> response) {
        return call instanceof Span ? response.whenComplete(new EndOfCall(call)) : response;
    }

    /** A call that no exchange took has not left the client. */
    public static void sent(TraceContext call, @Nullable CompletableFuture<?> response, @Nullable Throwable thrown) {
        boolean taken = take() != call;
        if (thrown != null) {
            HttpClientCalls.end(call, 0, null, thrown);
        } else if (!taken && response != null) {
            response.whenComplete(new EndOfCall(call));
        }
    }
}
