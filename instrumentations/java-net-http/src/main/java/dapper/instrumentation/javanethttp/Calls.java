// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import dapper.bootstrap.http.ClientCalls;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Passes a call from the method that sends it to the copy of its request and then to its exchange, all on the
 * application's thread. It never becomes the thread's context, so tasks that the client submits to executors meanwhile,
 * and so every callback, keep the application's own.
 */
public final class Calls {
    static final ClientCalls<HttpRequest, Void, HttpResponse<?>> CALLS =
            new ClientCalls<>("java-net-http", new RequestGetter());

    /** One element: the call that is being sent and has no exchange yet. */
    private static final ThreadLocal<@Nullable SentCall[]> SENDING = ThreadLocal.withInitial(() -> new SentCall[1]);

    private Calls() {}

    public static @Nullable SentCall start(HttpRequest request) {
        SentCall call = new SentCall();
        if (!CALLS.start(call, request, null)) {
            return null;
        }
        SENDING.get()[0] = call;
        return call;
    }

    /** Called when the client has made its copy of the request that is being sent. */
    public static void copied(HttpRequest copy) {
        SentCall call = sending();
        if (call != null) {
            CALLS.copied(call, copy);
        }
    }

    public static boolean isSending() {
        return sending() != null;
    }

    static @Nullable SentCall sending() {
        return SENDING.get()[0];
    }

    /** Takes the call that the starting exchange belongs to. Only the first caller gets it. */
    public static @Nullable SentCall take() {
        @Nullable SentCall[] sending = SENDING.get();
        SentCall call = sending[0];
        sending[0] = null;
        return call;
    }

    public static CompletableFuture<?> endWith(SentCall call, CompletableFuture<?> response) {
        return call.isObserved() ? response.whenComplete(call) : response;
    }

    /** A call that no exchange took has not left the client. */
    public static void sent(SentCall call, @Nullable CompletableFuture<?> response, @Nullable Throwable thrown) {
        boolean taken = take() != call;
        if (thrown != null) {
            CALLS.end(call, null, thrown);
        } else if (!taken && response != null) {
            response.whenComplete(call);
        }
    }
}
