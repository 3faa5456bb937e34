// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import javax.jms.MessageListener;
import net.bytebuddy.asm.Advice;

/** Woven into {@code setMessageListener}; replaces a listener that cannot be woven. */
final class SetListenerAdvice {
    private SetListenerAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) MessageListener listener) {
        listener = TracedListener.of(listener);
    }
}
