// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;

/** Woven into {@code HttpChannel.recycle}, in 9.0 {@code reset}: the request is over now in any case. */
final class RecycleAdvice {
    private RecycleAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpChannel<?> channel) {
        ChannelRequests.recycled(channel);
    }
}
