// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import java.lang.invoke.MethodHandles;
import net.bytebuddy.asm.Advice;

/** Woven into the constructors for a redirected or authenticated request, which drop the client's own headers. */
final class RedirectAdvice {
    private RedirectAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object request, @Advice.Argument(2) Object original) throws Throwable {
        RequestHeaders.copy(MethodHandles.lookup(), original, request);
    }
}
