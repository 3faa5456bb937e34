// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method of an answer of SQS that returns the messages. */
final class MessagesAdvice {
    private MessagesAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object answer, @Advice.Return(readOnly = false) @Nullable List<Object> messages) {
        messages = ReceivedMessages.of(answer, messages);
    }
}
