// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;

/** Woven into {@code HttpChannel.onCompleted}, which exists from 9.3 on. */
final class CompletedAdvice {
    private CompletedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpChannel<?> channel) {
        ChannelRequests.end(channel);
    }
}
