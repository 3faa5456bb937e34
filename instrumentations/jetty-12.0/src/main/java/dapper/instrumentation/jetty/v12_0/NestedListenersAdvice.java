// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.call.ServerCall;
import net.bytebuddy.asm.Advice;

/** Goes into {@code HttpChannelState.completed} of ee8 and ee9, as {@link CompletedAdvice} does for the other versions. */
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
