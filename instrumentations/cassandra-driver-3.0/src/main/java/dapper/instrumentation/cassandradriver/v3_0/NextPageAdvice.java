// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import com.datastax.driver.core.ResultSet;
import com.datastax.driver.core.Session;
import com.datastax.driver.core.Statement;
import com.google.common.util.concurrent.SettableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the step that requests a further page of a result. */
final class NextPageAdvice {
    private NextPageAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ExecutionCall enter() {
        return ExecutionCall.start();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable ExecutionCall call,
            @Advice.FieldValue("session") Session session,
            @Advice.FieldValue("statement") Statement statement,
            @Advice.Argument(1) SettableFuture<ResultSet> result,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            call.sent(session, statement, result, thrown);
        }
    }
}
