// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cxf.v3_0;

import net.bytebuddy.asm.Advice;
import org.apache.cxf.message.Message;

/** Woven into the step that keeps the matched method or locator of a root resource, before filters run. */
final class MatchedAdvice {
    private MatchedAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Message message) {
        CxfRoutes.matched(message.getExchange());
    }
}
