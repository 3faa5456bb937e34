// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.http.HttpClientCalls;
import java.net.http.HttpResponse;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Ends the span when the exchange completes, on one of the client's threads. */
final class EndOfCall implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final TraceContext call;

    EndOfCall(TraceContext call) {
        this.call = call;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
        if (result instanceof HttpResponse) {
            HttpResponse<?> response = (HttpResponse<?>) result;
            HttpClientCalls.end(call, response.statusCode(), protocol(response), thrown);
        } else {
            HttpClientCalls.end(call, 0, null, thrown);
        }
    }

    private static String protocol(HttpResponse<?> response) {
        switch (response.version().name()) {
            case "HTTP_1_1":
                return "HTTP/1.1";
            case "HTTP_2":
                return "HTTP/2";
            default:
                return "HTTP/3";
        }
    }
}
