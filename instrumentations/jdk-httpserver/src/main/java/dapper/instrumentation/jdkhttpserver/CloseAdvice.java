// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import dapper.instrumentation.jdkhttpserver.boot.Exchanges;
import net.bytebuddy.asm.Advice;

/** Woven into {@code ExchangeImpl.close}, which closes the connection if the response is not complete. */
final class CloseAdvice {
    private CloseAdvice() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Object exchange) {
        Exchanges.end(exchange, null);
    }
}
