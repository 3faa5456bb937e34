// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.internal.HttpChannelState;

/** Goes into {@code HttpChannelState.HandlerInvoker.completeStream}, where Jetty 12.0.0 has what later versions have in the channel. */
final class InvokerCompleteAdvice {
    private InvokerCompleteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("this$0") HttpChannelState channel) {
        ChannelRequests.end(channel);
    }
}
