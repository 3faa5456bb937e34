// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import dapper.bootstrap.call.ServerCall;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that call the listeners of a request. */
final class CallbackAdvice {
    private CallbackAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.Argument(0) HttpServerExchange exchange) {
        return Exchanges.enterAgain(exchange);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean entered,
            @Advice.Argument(0) HttpServerExchange exchange,
            @Advice.Thrown @Nullable Throwable thrown) {
        ServerCall.leave(entered);
        if (thrown != null) {
            Exchanges.failed(exchange, thrown);
        }
    }
}
