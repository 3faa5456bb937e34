// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method of a task that takes the next record, if there is one, and processes it. */
final class ProcessTaskAdvice {
    private ProcessTaskAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Streaming enter(@Advice.This Object task) {
        return Streaming.beginTask(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.This Object task,
            @Advice.Enter @Nullable Streaming streaming,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (streaming != null) {
            streaming.endTask(task, thrown);
        }
    }
}
