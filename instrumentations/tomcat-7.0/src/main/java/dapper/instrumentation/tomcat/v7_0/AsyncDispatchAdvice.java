// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import net.bytebuddy.asm.Advice;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/**
 * Woven into {@code CoyoteAdapter.asyncDispatch}, the container's return to an asynchronous request: dispatches,
 * timeouts, errors, and the listeners for all of these and for non-blocking input and output.
 */
final class AsyncDispatchAdvice {
    private AsyncDispatchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.Argument(0) Request request) {
        return TomcatRequests.enterAgain(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean entered,
            @Advice.Argument(0) Request request,
            @Advice.Argument(1) Response response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (entered) {
            TomcatRequests.leave(request, response, thrown);
        }
    }
}
