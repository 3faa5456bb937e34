// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.call.ServerCall;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Woven into {@code ServletChannel.handle}, the container's loop for all servlet work: first calls, which the channel
 * below has entered already, and on other threads dispatches, timeouts and listeners.
 */
final class ServletChannelAdvice {
    private ServletChannelAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.FieldValue("_request") @Nullable Request request) {
        return ChannelRequests.enterAgain(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
        ServerCall.leave(entered);
    }
}
