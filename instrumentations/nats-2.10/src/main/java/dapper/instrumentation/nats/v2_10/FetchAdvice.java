// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import io.nats.client.Message;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods of subscriptions that ask JetStream for messages. */
final class FetchAdvice {
    private FetchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
        return Receipts.begin();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter long startTicks, @Advice.Return @Nullable List<Message> messages) {
        if (startTicks != 0) {
            Receipts.end(startTicks, messages);
        }
    }
}
