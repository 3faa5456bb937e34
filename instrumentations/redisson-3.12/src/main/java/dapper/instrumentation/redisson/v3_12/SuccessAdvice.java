// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import net.bytebuddy.asm.Advice;

/** Woven into the method that passes the reply on to the application. */
final class SuccessAdvice {
    private SuccessAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object executor) {
        RedissonCalls.ended(executor, null);
    }
}
