// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Goes into {@code AsyncContextImpl.setErrorState}, for what callbacks of asynchronous requests throw. */
final class ErrorStateAdvice {
    private ErrorStateAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) @Nullable Throwable thrown) {
        TomcatRequests.failed(thrown);
    }
}
