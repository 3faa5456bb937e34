// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import java.sql.Statement;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

final class AddBatchAdvice {
    private AddBatchAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Statement statement,
            @Advice.Argument(0) @Nullable String sql) {
        BatchCalls.add(statement, sql);
    }
}
