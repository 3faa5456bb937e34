// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Goes into {@code HttpChannel.handleException}, for what handlers, filters and servlets throw. */
final class ExceptionAdvice {
    private ExceptionAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) @Nullable Throwable thrown) {
        ChannelRequests.failed(thrown);
    }
}
