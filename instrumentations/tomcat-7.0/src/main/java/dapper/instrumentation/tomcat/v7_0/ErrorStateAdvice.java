// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code AsyncContextImpl.setErrorState}, for the exceptions of callbacks of asynchronous requests. */
final class ErrorStateAdvice {
    private ErrorStateAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) @Nullable Throwable thrown) {
        TomcatRequests.failed(thrown);
    }
}
