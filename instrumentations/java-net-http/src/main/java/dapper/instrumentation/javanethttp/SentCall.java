// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import dapper.bootstrap.call.Call;
import java.net.http.HttpResponse;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A call that ends when its exchange completes, on one of the client's threads. */
public final class SentCall extends Call implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
        Calls.CALLS.end(this, result instanceof HttpResponse ? (HttpResponse<?>) result : null, thrown);
    }
}
