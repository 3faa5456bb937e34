// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.call.Call;
import javax.jms.Destination;
import javax.jms.JMSProducer;
import javax.jms.Message;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method of the simplified API that sends a message, with which the others send theirs. */
final class SimplifiedSendAdvice {
    private SimplifiedSendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(
            @Advice.This JMSProducer producer,
            @Advice.Argument(0) @Nullable Destination destination,
            @Advice.Argument(1) @Nullable Message message) {
        return SimplifiedProducers.start(producer, destination, message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Call call,
            @Advice.Argument(1) @Nullable Message message,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Producers.end(call, message, thrown);
        }
    }
}
