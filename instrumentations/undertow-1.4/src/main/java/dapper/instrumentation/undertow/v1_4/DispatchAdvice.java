// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Goes into {@code ServletInitialHandler.dispatchRequest}, below all filters. */
final class DispatchAdvice {
    private DispatchAdvice() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Argument(0) HttpServerExchange exchange,
            @Advice.Argument(1) ServletRequestContext servlet,
            @Advice.Argument(3) Object dispatcherType,
            @Advice.Thrown @Nullable Throwable thrown) {
        ServletRoutes.dispatched(exchange, servlet, dispatcherType, thrown);
    }
}
