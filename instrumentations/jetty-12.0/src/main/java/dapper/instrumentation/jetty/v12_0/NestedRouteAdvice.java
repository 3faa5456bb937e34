// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.call.ServerCall;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Goes into {@code ServletHandler.doHandle} of ee8 and ee9, below all filters, for requests as for forwards and includes. */
final class NestedRouteAdvice {
    private NestedRouteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
        return ServerCall.beginRouting();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean outermost, @Advice.Argument(1) @Nullable Object request) {
        if (outermost) {
            NestedRequests.dispatched(request);
        }
    }
}
