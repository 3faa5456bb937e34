// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.internal.HttpChannelState;

/**
 * Woven into {@code HttpChannelState.HandlerInvoker.completeStream}, the counterpart in Jetty 12.0.0 of the channel's
 * method in later versions.
 */
final class InvokerCompleteAdvice {
    private InvokerCompleteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("this$0") HttpChannelState channel) {
        ChannelRequests.end(channel);
    }
}
