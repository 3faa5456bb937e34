// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;

/**
 * Goes into {@code Connectors.setRequestStartTime(existing, next)}, by which Undertow passes a request on from one exchange to
 * another: from the HTTP/1.1 exchange of an upgrade to the HTTP/2 exchange that answers it.
 */
final class CarryOverAdvice {
    private CarryOverAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) HttpServerExchange existing, @Advice.Argument(1) HttpServerExchange next) {
        Exchanges.carryOver(existing, next);
    }
}
