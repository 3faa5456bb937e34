// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import dapper.instrumentation.jdkhttpserver.boot.Exchanges;
import net.bytebuddy.asm.Advice;

/** Woven into the constructor of the event that follows the last byte of a response. */
final class WrittenAdvice {
    private WrittenAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Object exchange) {
        Exchanges.end(exchange, null);
    }
}
