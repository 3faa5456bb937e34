// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import com.amazonaws.Request;
import dapper.bootstrap.TraceContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** As {@link AttemptAdvice}, where an object of its own makes the call. */
final class ExecutorAttemptAdvice {
    private ExecutorAttemptAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ApiCall enter(
            @Advice.FieldValue("request") Request<?> request, @Advice.Local("before") @Nullable TraceContext before) {
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
