// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;

/**
 * Goes into {@code HttpServerExchange.invokeExchangeCompleteListeners}, the end of every exchange. Undertow calls it more than
 * once; the number of listeners is negative from the first call on.
 */
final class CompleteAdvice {
    private CompleteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(
            @Advice.This HttpServerExchange exchange,
            @Advice.FieldValue("exchangeCompletionListenersCount") int listeners) {
        return listeners >= 0 && Exchanges.end(exchange);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean upgrades, @Advice.This HttpServerExchange exchange) {
        if (upgrades) {
            Exchanges.upgraded(exchange);
        }
    }
}
