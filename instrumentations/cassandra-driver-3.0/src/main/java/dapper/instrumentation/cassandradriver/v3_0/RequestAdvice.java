// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import net.bytebuddy.asm.Advice;

/** Woven into the constructor of the driver's object of a request, which the thread of the caller makes. */
final class RequestAdvice {
    private RequestAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object request) {
        CallerContext.add(request);
    }
}
