// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.internal.core.context.InternalDriverContext;
import com.datastax.oss.driver.internal.core.session.DefaultSession;
import java.util.concurrent.CompletionStage;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the step that all executions of statements have in common: it returns when the request is on its way. */
final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ExecutionCall enter(
            @Advice.Argument(0) Statement<?> statement,
            @Advice.Argument(1) DefaultSession session,
            @Advice.Argument(2) InternalDriverContext context) {
        return ExecutionCall.start(statement, session, context);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable ExecutionCall call,
            @Advice.Return @Nullable CompletionStage<AsyncResultSet> stage,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            call.sent(stage, thrown);
        }
    }
}
