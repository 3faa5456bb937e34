// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import dapper.bootstrap.concurrent.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code HttpServletRequest.upgrade}: the handler that it makes runs after the request has ended. */
final class UpgradeAdvice {
    private UpgradeAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return @Nullable Object handler) {
        if (handler != null) {
            TaskContexts.attach(handler);
        }
    }
}
