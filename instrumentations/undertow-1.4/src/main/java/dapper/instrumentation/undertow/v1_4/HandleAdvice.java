// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import dapper.bootstrap.call.ServerCall;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code Connectors.executeRootHandler}, which handles an exchange again after each dispatch. */
final class HandleAdvice {
    private HandleAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.Argument(1) HttpServerExchange exchange) {
        return Exchanges.enter(exchange);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean entered,
            @Advice.Argument(1) HttpServerExchange exchange,
            @Advice.Thrown @Nullable Throwable thrown) {
        ServerCall.leave(entered);
        if (thrown != null) {
            Exchanges.abandoned(exchange, thrown);
        }
    }
}
