// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import net.bytebuddy.asm.Advice;

/** Woven into the constructors of futures. */
final class NewFutureAdvice {
    private NewFutureAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object future) {
        SpyCalls.made(future);
    }
}
