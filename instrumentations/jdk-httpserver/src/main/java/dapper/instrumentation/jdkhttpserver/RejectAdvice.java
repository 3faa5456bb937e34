// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import dapper.instrumentation.jdkhttpserver.boot.Exchanges;
import net.bytebuddy.asm.Advice;

/**
 * Woven into {@code ServerImpl.Exchange.reject}, which answers a request that no handler sees: a malformed one, or one
 * that no context matches.
 */
final class RejectAdvice {
    private RejectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) int status, @Advice.Argument(1) String requestLine) {
        Exchanges.rejected(requestLine, status);
    }
}
