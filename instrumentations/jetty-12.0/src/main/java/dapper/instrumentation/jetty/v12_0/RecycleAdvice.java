// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.internal.HttpChannelState;

/** Woven into {@code HttpChannelState.recycle}: the request is over now in any case. */
final class RecycleAdvice {
    private RecycleAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpChannelState channel) {
        ChannelRequests.recycled(channel);
    }
}
