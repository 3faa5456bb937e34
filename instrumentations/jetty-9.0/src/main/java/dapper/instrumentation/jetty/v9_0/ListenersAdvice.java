// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import dapper.bootstrap.call.ServerCall;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannelState;

/** Woven into the methods that call the listeners of an asynchronous request, on threads of any kind. */
final class ListenersAdvice {
    private ListenersAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.This HttpChannelState state) {
        return ChannelRequests.enterAgain(state);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
        ServerCall.leave(entered);
    }
}
