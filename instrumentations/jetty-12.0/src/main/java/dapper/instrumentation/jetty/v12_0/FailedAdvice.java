// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Goes into the methods that get what handlers, filters and servlets throw. */
final class FailedAdvice {
    private FailedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) @Nullable Throwable thrown) {
        ChannelRequests.failed(thrown);
    }
}
