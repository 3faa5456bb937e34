// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.call.ServerCall;
import net.bytebuddy.asm.Advice;

/** Goes into the methods of ee8 and ee9 that call the listeners of an asynchronous request, on threads of any kind. */
final class NestedListenersAdvice {
    private NestedListenersAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.This Object state) {
        return NestedRequests.enterAgainFrom(state);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
        ServerCall.leave(entered);
    }
}
