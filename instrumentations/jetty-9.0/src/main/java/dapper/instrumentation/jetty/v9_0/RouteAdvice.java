// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import dapper.bootstrap.call.ServerCall;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.servlet.ServletHandler;

/** Woven into {@code ServletHandler.doHandle}, below all filters, for requests as for forwards and includes. */
final class RouteAdvice {
    private RouteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
        return ServerCall.beginRouting();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean outermost, @Advice.This ServletHandler handler, @Advice.Argument(1) Request request) {
        if (outermost) {
            ServletRoutes.handled(handler, request);
        }
    }
}
