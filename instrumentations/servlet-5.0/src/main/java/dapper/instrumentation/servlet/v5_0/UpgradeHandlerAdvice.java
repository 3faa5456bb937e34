// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v5_0;

import dapper.bootstrap.concurrent.TaskContexts;
import dapper.bootstrap.concurrent.TaskRuns;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code HttpUpgradeHandler.init}, which the container calls once. */
final class UpgradeHandlerAdvice {
    private UpgradeHandlerAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object handler) {
        Object before = TaskRuns.begin(handler);
        TaskContexts.forget(handler); // a request with a facade attaches it twice
        return before;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object before) {
        TaskRuns.end(before);
    }
}
