// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.DbCalls;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

final class ExecutePreparedAdvice {
    private ExecutePreparedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(@Advice.This(typing = Assigner.Typing.DYNAMIC) Object statement) {
        return DbCalls.startPrepared(statement);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, backupArguments = false)
    static void exit(@Advice.Enter @Nullable Call call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            StatementCalls.end(call, thrown);
        }
    }
}
