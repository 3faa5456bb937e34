// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import dapper.bootstrap.call.ProcessCall;
import net.bytebuddy.asm.Advice;

/** Woven into the work of a container's thread: the container's own loops over records make no calls. */
final class RunContainerAdvice {
    private RunContainerAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
        return ProcessCall.suspend();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean before) {
        ProcessCall.resume(before);
    }
}
