// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.DbCalls;
import java.sql.PreparedStatement;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** A driver does not return the texts of a plain statement's batch, so they are stored. */
final class AddBatchAdvice {
    private AddBatchAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Object statement, @Advice.Argument(0) @Nullable String sql) {
        if (!(statement instanceof PreparedStatement)) {
            DbCalls.addedToBatch(statement, sql);
        }
    }
}
