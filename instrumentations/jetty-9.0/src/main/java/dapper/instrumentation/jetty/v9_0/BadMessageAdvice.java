// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;

/** Woven into {@code HttpChannel.badMessage} of 9.0 to 9.2: no handler sees a request that the parser rejects. */
final class BadMessageAdvice {
    private BadMessageAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpChannel<?> channel, @Advice.Argument(0) int status) {
        ChannelRequests.rejected(channel, status);
    }
}
