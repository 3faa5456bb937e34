// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;

/** Goes into {@code HttpChannelState.onRequest}, which malformed requests pass too. */
final class RequestAdvice {
    private RequestAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This HttpChannel channel) {
        ChannelRequests.received(channel);
    }
}
