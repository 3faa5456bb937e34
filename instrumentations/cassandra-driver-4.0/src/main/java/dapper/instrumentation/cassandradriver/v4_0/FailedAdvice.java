// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** As {@link AnsweredAdvice}, for an execution that fails. */
final class FailedAdvice {
    private FailedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.FieldValue("result") CompletableFuture<AsyncResultSet> result,
            @Advice.FieldValue("startedSpeculativeExecutionsCount") AtomicInteger speculativeExecutions,
            @Advice.Argument(0) Throwable thrown,
            @Advice.Argument(1) @Nullable Node node) {
        ExecutionCall.failed(result, thrown, node, speculativeExecutions);
    }
}
