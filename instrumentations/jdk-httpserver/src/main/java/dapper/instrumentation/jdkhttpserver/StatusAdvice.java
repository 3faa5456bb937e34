// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import dapper.instrumentation.jdkhttpserver.boot.Exchanges;
import net.bytebuddy.asm.Advice;

/** Woven into {@code ExchangeImpl.sendResponseHeaders}, which throws if it is called again. */
final class StatusAdvice {
    private StatusAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.This Object exchange,
            @Advice.Argument(0) int status,
            @Advice.FieldValue("sentHeaders") boolean sent) {
        if (!sent) {
            Exchanges.status(exchange, status);
        }
    }
}
