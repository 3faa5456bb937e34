// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.call.ProcessCall;
import javax.jms.Message;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method with which a listener container of Spring passes a message to its listener. */
final class InvokeListenerAdvice {
    private InvokeListenerAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ProcessCall enter(@Advice.Argument(1) @Nullable Message message) {
        return Consumers.startProcess(message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable ProcessCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Consumers.endProcess(call, thrown);
        }
    }
}
