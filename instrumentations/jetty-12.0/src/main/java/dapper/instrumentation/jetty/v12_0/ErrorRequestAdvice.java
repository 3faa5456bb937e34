// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Woven into the constructor of {@code ErrorHandler.ErrorRequest}: a context catches the exceptions of its handlers and
 * passes them on by this object only.
 */
final class ErrorRequestAdvice {
    private ErrorRequestAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(1) int status, @Advice.Argument(3) @Nullable Throwable thrown) {
        if (status >= 500) {
            ChannelRequests.failed(thrown);
        }
    }
}
