// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import com.amazonaws.Request;
import dapper.bootstrap.TraceContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method that makes one attempt: the call is the context of the thread meanwhile. */
final class AttemptAdvice {
    private AttemptAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ApiCall enter(
            @Advice.Argument(0) Request<?> request, @Advice.Local("before") @Nullable TraceContext before) {
        ApiCall call = ApiCall.of(request);
        if (call != null) {
            before = call.sending();
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
