// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import java.util.List;
import net.bytebuddy.asm.Advice;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Woven into the step of a builder that collects the interceptors of a client. */
final class InterceptorsAdvice {
    private InterceptorsAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return(readOnly = false) List<ExecutionInterceptor> interceptors) {
        interceptors = CallInterceptor.before(interceptors);
    }
}
