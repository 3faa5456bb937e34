// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the one {@code sendAsync} that every way to send a request calls. */
final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable SentCall enter(@Advice.Argument(0) HttpRequest request) {
        return Calls.start(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable SentCall call,
            @Advice.Return @Nullable CompletableFuture<?> response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Calls.sent(call, response, thrown);
        }
    }
}
