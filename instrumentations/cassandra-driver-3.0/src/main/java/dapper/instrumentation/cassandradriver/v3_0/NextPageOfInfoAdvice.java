// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import com.datastax.driver.core.ResultSet;
import com.datastax.driver.core.Session;
import com.datastax.driver.core.Statement;
import com.google.common.util.concurrent.SettableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** As {@link NextPageAdvice}, where the information on the page before has the statement. */
final class NextPageOfInfoAdvice {
    private NextPageOfInfoAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ExecutionCall enter(
            @Advice.This ResultSet pages, @Advice.Local("statement") @Nullable Statement statement) {
        statement = LaterMethods.statement(pages.getExecutionInfo());
        return statement == null ? null : ExecutionCall.start();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable ExecutionCall call,
            @Advice.FieldValue("session") Session session,
            @Advice.Local("statement") @Nullable Statement statement,
            @Advice.Argument(1) SettableFuture<ResultSet> result,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null && statement != null) {
            call.sent(session, statement, result, thrown);
        }
    }
}
