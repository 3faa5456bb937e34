// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method that passes the exception of the last attempt on to the application. */
final class ErrorAdvice {
    private ErrorAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object executor, @Advice.Argument(1) @Nullable Throwable thrown) {
        if (thrown != null) {
            RedissonCalls.ended(executor, thrown);
        }
    }
}
