// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;

/** Woven into {@code HttpChannelState.onRequest}, which malformed requests reach too. */
final class RequestAdvice {
    private RequestAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This HttpChannel channel) {
        ChannelRequests.received(channel);
    }
}
