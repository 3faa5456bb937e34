// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import net.bytebuddy.asm.Advice;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/** Woven into the step that shows an answer to all interceptors of a client. */
final class AnsweredAdvice {
    private AnsweredAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Argument(0) Context.AfterExecution context, @Advice.Argument(1) ExecutionAttributes attributes) {
        ReceivedMessages.answered(context, attributes);
    }
}
