// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Woven into the start of the exchange. The client derives everything it gives to the application from the future
 * returned here, so the span has ended before the application sees the response.
 */
final class ExchangeAdvice {
    private ExchangeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable SentCall enter() {
        return Calls.take();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable SentCall call, @Advice.Return(readOnly = false) CompletableFuture<?> response) {
        if (call != null) {
            response = Calls.endWith(call, response);
        }
    }
}
