// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.internal.HttpChannelState;

/** Woven into {@code HttpChannelState.completeStream}, the end of every request. */
final class CompleteAdvice {
    private CompleteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpChannelState channel) {
        ChannelRequests.end(channel);
    }
}
