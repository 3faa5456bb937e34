// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.TraceContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.internal.http.RequestExecutionContext;

/** Woven into the stage that gives a request to the HTTP client: the call is the context of the thread meanwhile. */
final class RequestAdvice {
    private RequestAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ApiCall enter(
            @Advice.Argument(1) RequestExecutionContext execution,
            @Advice.Local("before") @Nullable TraceContext before) {
        ApiCall call = ApiCall.of(execution.executionAttributes());
        if (call != null) {
            before = call.enterOwn();
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable ApiCall call, @Advice.Local("before") @Nullable TraceContext before) {
        if (call != null) {
            call.leaveOwn(before);
        }
    }
}
