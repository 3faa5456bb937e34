// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import javax.jms.MessageListener;
import net.bytebuddy.asm.Advice;

/** Woven into {@code getMessageListener}; returns the listener that the application has set. */
final class GetListenerAdvice {
    private GetListenerAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return(readOnly = false) MessageListener listener) {
        listener = TracedListener.original(listener);
    }
}
