// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.call.ServerCall;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Woven into {@code ServletChannel.dispatch}, below all filters; after it the framework has set its pattern. */
final class RouteAdvice {
    private RouteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
        return ServerCall.beginRouting();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean outermost, @Advice.FieldValue("_servletContextRequest") @Nullable Request request) {
        if (outermost) {
            ServletRoutes.dispatched(request);
        }
    }
}
