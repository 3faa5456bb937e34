// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.call.Call;
import javax.jms.Destination;
import javax.jms.Message;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that send a message to any destination. */
final class SendToAdvice {
    private SendToAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(
            @Advice.Argument(0) @Nullable Destination destination, @Advice.Argument(1) @Nullable Message message) {
        return Producers.startTo(destination, message);
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
