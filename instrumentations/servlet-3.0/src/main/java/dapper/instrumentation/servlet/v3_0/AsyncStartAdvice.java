// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import dapper.bootstrap.http.RequestTask;
import net.bytebuddy.asm.Advice;

/** Woven into {@code AsyncContext.start}: the container's own threads need not be woven to keep the context. */
final class AsyncStartAdvice {
    private AsyncStartAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) Runnable task) {
        if (task != null) {
            task = RequestTask.of(task);
        }
    }
}
