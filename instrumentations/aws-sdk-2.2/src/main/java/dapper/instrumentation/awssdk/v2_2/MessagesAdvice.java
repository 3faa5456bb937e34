// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import java.util.List;
import net.bytebuddy.asm.Advice;

/** Woven into the method of an answer of SQS that returns the messages. */
final class MessagesAdvice {
    private MessagesAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return(readOnly = false) List<?> messages) {
        messages = ReceivedMessages.of(messages);
    }
}
