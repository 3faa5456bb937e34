// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that wait for the result of an operation. */
final class WaitingAdvice {
    private WaitingAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable SpyCall enter(@Advice.Origin("#m") String method) {
        return SpyCalls.enter(method);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable SpyCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            SpyCalls.exit(call, thrown);
        }
    }
}
