// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.call.ServerCall;
import net.bytebuddy.asm.Advice;

/**
 * Woven into {@code ServletChannelState.completed}, which calls the listeners of an asynchronous request when its response is
 * complete: on the thread that wrote the last part of it.
 */
final class CompletedAdvice {
    private CompletedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.FieldValue("_servletChannel") Object channel) {
        return ChannelRequests.enterAgainFrom(channel);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
        ServerCall.leave(entered);
    }
}
