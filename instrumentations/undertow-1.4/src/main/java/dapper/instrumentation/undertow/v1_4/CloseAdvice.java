// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import io.undertow.servlet.handlers.ServletRequestContext;
import net.bytebuddy.asm.Advice;

/**
 * Woven into {@code ServletOutputStreamImpl.close}: an application that calls it ends the exchange before it returns.
 */
final class CloseAdvice {
    private CloseAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("servletRequestContext") ServletRequestContext servlet) {
        ServletRoutes.closing(servlet);
    }
}
