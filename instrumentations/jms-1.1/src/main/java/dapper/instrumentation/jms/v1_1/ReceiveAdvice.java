// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import javax.jms.Message;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that wait for a message. */
final class ReceiveAdvice {
    private ReceiveAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
        return Consumers.beginReceive();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter long startTicks, @Advice.Return @Nullable Message message) {
        if (startTicks != 0) {
            Consumers.endReceive(startTicks, message);
        }
    }
}
