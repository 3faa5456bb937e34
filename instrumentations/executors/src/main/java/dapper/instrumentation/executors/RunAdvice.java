// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import dapper.bootstrap.concurrent.TaskRuns;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code run} of tasks that run themselves, on any executor. */
final class RunAdvice {
    private RunAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object task) {
        return TaskRuns.begin(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, backupArguments = false)
    static void exit(@Advice.Enter @Nullable Object before) {
        TaskRuns.end(before);
    }
}
