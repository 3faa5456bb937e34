// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import com.amazonaws.Request;
import com.amazonaws.Response;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** As {@link CallAdvice}, where an object of its own makes the call. */
final class ExecutorCallAdvice {
    private ExecutorCallAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ApiCall enter(@Advice.FieldValue("request") Request<?> request) {
        return ApiCall.start(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable ApiCall call,
            @Advice.Return @Nullable Response<?> response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            call.end(response, thrown);
        }
    }
}
