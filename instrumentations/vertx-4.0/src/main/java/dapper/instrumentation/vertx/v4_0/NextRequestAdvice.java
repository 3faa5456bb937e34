// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import dapper.bootstrap.concurrent.TaskRuns;
import net.bytebuddy.asm.Advice;

/** The end of a response begins the request that waited for it, which is not part of that request's work. */
final class NextRequestAdvice {
    private NextRequestAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.Argument(0) Object next) {
        return TaskRuns.beginExactly(next);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object before) {
        TaskRuns.end(before);
    }
}
