// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;

/**
 * Woven into {@code HttpChannel.onBadMessage}, which exists from 9.3 on: no handler sees a request that the parser
 * rejects.
 */
final class BadMessageExceptionAdvice {
    private BadMessageExceptionAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpChannel<?> channel, @Advice.Argument(0) Throwable failure) {
        ChannelRequests.rejected(channel, failure);
    }
}
