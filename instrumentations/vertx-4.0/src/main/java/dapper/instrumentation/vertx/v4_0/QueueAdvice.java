// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import net.bytebuddy.asm.Advice;

/** Woven into the queue in which blocking tasks wait for each other. */
final class QueueAdvice {
    private QueueAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) Runnable task) {
        task = ContextTask.of(task);
    }
}
