// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.call.Call;
import javax.jms.Message;
import javax.jms.MessageProducer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that send a message to the destination of their producer. */
final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(@Advice.This MessageProducer producer, @Advice.Argument(0) @Nullable Message message) {
        return Producers.start(producer, message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Call call,
            @Advice.Argument(0) @Nullable Message message,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Producers.end(call, message, thrown);
        }
    }
}
