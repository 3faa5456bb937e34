// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import javax.jms.MessageProducer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that send a message and call a listener afterwards, whatever their other arguments are. */
final class AsyncSendAdvice {
    private AsyncSendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable AsyncSendCall enter(
            @Advice.This MessageProducer producer,
            @Advice.AllArguments(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object[] arguments) {
        AsyncSendCall call = AsyncSendCall.start(producer, arguments);
        if (call != null) {
            arguments = call.withListener(arguments);
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable AsyncSendCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            call.sent(thrown);
        }
    }
}
