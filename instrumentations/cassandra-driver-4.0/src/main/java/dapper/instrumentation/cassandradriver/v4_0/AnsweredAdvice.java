// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;

/**
 * Woven into the step before the driver completes the result of an execution, on a thread of the driver. Callbacks of
 * the result would run before one of ours, which was the first to be registered.
 */
final class AnsweredAdvice {
    private AnsweredAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.FieldValue("result") CompletableFuture<AsyncResultSet> result, @Advice.Return ExecutionInfo info) {
        ExecutionCall.answered(result, info);
    }
}
