// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cxf.v3_0;

import net.bytebuddy.asm.Advice;
import org.apache.cxf.message.Exchange;

/** Woven into the step that calls a method or a locator of a resource, the outermost first. */
final class InvokeAdvice {
    private InvokeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Exchange exchange) {
        CxfRoutes.invoking(exchange);
    }
}
