// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** As {@link FailedAdvice}, in later versions of the driver, which pass the statement on. */
final class StatementFailedAdvice {
    private StatementFailedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.FieldValue("result") CompletableFuture<AsyncResultSet> result,
            @Advice.FieldValue("startedSpeculativeExecutionsCount") AtomicInteger speculativeExecutions,
            @Advice.Argument(1) Throwable thrown,
            @Advice.Argument(2) @Nullable Node node) {
        ExecutionCall.failed(result, thrown, node, speculativeExecutions);
    }
}
