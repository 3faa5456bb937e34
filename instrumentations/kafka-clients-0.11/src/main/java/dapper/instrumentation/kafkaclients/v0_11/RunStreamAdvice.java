// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;

/** Woven into the work of a thread of Kafka Streams. */
final class RunStreamAdvice {
    private RunStreamAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
        return Streaming.beginThread();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean before) {
        Streaming.endThread(before);
    }
}
