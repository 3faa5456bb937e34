// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import com.datastax.driver.core.ResultSetFuture;
import com.datastax.driver.core.Session;
import com.datastax.driver.core.Statement;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the step that all executions of statements have in common: it returns when the request is on its way. */
final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ExecutionCall enter() {
        return ExecutionCall.start();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable ExecutionCall call,
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Session session,
            @Advice.Argument(0) Statement statement,
            @Advice.Return @Nullable ResultSetFuture result,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            call.sent(session, statement, result, thrown);
        }
    }
}
