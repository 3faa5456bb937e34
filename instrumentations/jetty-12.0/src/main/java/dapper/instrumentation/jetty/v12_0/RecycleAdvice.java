// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.internal.HttpChannelState;

/** Goes into {@code HttpChannelState.recycle}: whatever happened before, the request is over now. */
final class RecycleAdvice {
    private RecycleAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpChannelState channel) {
        ChannelRequests.recycled(channel);
    }
}
