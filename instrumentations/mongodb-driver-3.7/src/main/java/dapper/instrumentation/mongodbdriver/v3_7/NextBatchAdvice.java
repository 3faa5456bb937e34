// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import dapper.bootstrap.concurrent.TaskRuns;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the steps that ask the server for the first and the next documents of a cursor, on any thread. */
final class NextBatchAdvice {
    private NextBatchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object cursor) {
        return SubscriberContext.begin(cursor);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object before) {
        TaskRuns.end(before);
    }
}
