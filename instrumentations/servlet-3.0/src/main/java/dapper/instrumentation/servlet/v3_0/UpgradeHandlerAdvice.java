// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import dapper.bootstrap.concurrent.TaskContexts;
import dapper.bootstrap.http.ServingThread;
import net.bytebuddy.asm.Advice;

/** Woven into {@code HttpUpgradeHandler.init}, which the container calls once. */
final class UpgradeHandlerAdvice {
    private UpgradeHandlerAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.This Object handler) {
        boolean entered = ServingThread.enterAgain(TaskContexts.take(handler));
        TaskContexts.forget(handler); // a request with a facade attaches it twice
        return entered;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
        if (entered) {
            ServingThread.leave();
        }
    }
}
