// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import net.bytebuddy.asm.Advice;

/** Woven into the methods by which the application cancels a future. */
final class CancelAdvice {
    private CancelAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object future) {
        SpyCalls.cancelled(future);
    }
}
