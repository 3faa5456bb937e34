// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import dapper.bootstrap.call.ProcessCall;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the method with which a listener container of Spring passes a message, or a list of them, to its listener. */
final class ExecuteListenerAdvice {
    private ExecuteListenerAdvice() {}

    /** @param data a message, or from Spring AMQP 2.2 on a list of messages too */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ProcessCall enter(
            @Advice.Argument(value = 1, typing = Assigner.Typing.DYNAMIC) @Nullable Object data) {
        return ListenedMessages.startProcess(data);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable ProcessCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            ListenedMessages.endProcess(call, thrown);
        }
    }
}
