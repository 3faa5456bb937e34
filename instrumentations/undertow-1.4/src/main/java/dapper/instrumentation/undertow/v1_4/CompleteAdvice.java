// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;

/** Woven into {@code HttpServerExchange.invokeExchangeCompleteListeners}, the end of every exchange. */
final class CompleteAdvice {
    private CompleteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpServerExchange exchange) {
        Exchanges.end(exchange);
    }
}
