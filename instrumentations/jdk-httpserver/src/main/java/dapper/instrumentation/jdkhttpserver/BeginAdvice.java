// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import com.sun.net.httpserver.HttpExchange;
import dapper.instrumentation.jdkhttpserver.boot.Exchanges;
import net.bytebuddy.asm.Advice;

/** Woven into the constructors of the exchanges that handlers get. The first filter follows at once. */
final class BeginAdvice {
    private BeginAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This HttpExchange exchange, @Advice.Argument(0) Object delegate) {
        Exchanges.begin(
                delegate,
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getHttpContext().getPath());
    }
}
