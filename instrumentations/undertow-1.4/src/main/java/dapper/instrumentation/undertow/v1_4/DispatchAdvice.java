// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import dapper.bootstrap.call.ServerCall;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Woven into {@code ServletDispatchingHandler.handleRequest}, below all filters, for requests as for forwards and
 * includes.
 */
final class DispatchAdvice {
    private DispatchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
        return ServerCall.beginRouting();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean outermost,
            @Advice.Argument(0) HttpServerExchange exchange,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (outermost) {
            ServletRoutes.dispatched(exchange, thrown);
        }
    }
}
