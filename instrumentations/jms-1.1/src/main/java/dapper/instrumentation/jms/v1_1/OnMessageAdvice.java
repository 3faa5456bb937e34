// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.call.ProcessCall;
import javax.jms.Message;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into listeners. */
final class OnMessageAdvice {
    private OnMessageAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ProcessCall enter(@Advice.Argument(0) @Nullable Message message) {
        return Consumers.startProcess(message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable ProcessCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Consumers.endProcess(call, thrown);
        }
    }
}
