// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import io.nats.client.Message;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods of subscriptions that wait for a message. */
final class ReceiveAdvice {
    private ReceiveAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
        return Receipts.begin();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter long startTicks, @Advice.Return @Nullable Message message) {
        if (startTicks != 0) {
            Receipts.end(startTicks, message);
        }
    }
}
