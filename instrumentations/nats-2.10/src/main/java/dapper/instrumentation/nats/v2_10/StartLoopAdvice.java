// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import dapper.bootstrap.concurrent.TaskRuns;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Woven into the methods that pass a loop to an executor. A loop belongs to no request, although one may be the first to
 * start it.
 */
final class StartLoopAdvice {
    private StartLoopAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object loop) {
        return TaskRuns.beginExactly(loop);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object before) {
        TaskRuns.end(before);
    }
}
