// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.xmemcached.v2_0;

import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods of a client that make an operation. */
final class OperationAdvice {
    private OperationAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(@Advice.Origin("#m") String method) {
        return XMemcachedCalls.enter(method);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Call call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            XMemcachedCalls.exit(call, thrown);
        }
    }
}
