// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import net.bytebuddy.asm.Advice;

/** Woven into the method by which an operation completes its future, before the listeners of the future. */
final class CompleteAdvice {
    private CompleteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object future) {
        SpyCalls.completed(future);
    }
}
