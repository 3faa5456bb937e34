// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import dapper.bootstrap.call.ServerCall;
import dapper.instrumentation.jdkhttpserver.boot.Exchanges;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code Filter.Chain.doFilter}, which calls itself for the next filter and the handler. */
final class DispatchAdvice {
    private DispatchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
        return ServerCall.beginRouting();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean outermost, @Advice.Thrown @Nullable Throwable thrown) {
        if (outermost) {
            Exchanges.dispatched(thrown);
        }
    }
}
