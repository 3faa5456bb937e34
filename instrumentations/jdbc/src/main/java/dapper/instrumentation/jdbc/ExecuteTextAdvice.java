// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.DbCalls;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

final class ExecuteTextAdvice {
    private ExecuteTextAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Object statement, @Advice.Argument(0) @Nullable String sql) {
        return DbCalls.startText(statement, sql);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, backupArguments = false)
    static void exit(@Advice.Enter @Nullable Call call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            StatementCalls.end(call, thrown);
        }
    }
}
