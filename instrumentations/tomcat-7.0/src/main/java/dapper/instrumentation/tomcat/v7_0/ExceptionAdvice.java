// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import net.bytebuddy.asm.Advice;

/** Woven into {@code StandardWrapperValve.exception}, for the exceptions of filters and servlets. */
final class ExceptionAdvice {
    private ExceptionAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(2) Throwable thrown) {
        TomcatRequests.failed(thrown);
    }
}
