// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.JdbcObjects;
import java.sql.PreparedStatement;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

final class PrepareAdvice {
    private PrepareAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) @Nullable String sql, @Advice.Return @Nullable PreparedStatement statement) {
        if (statement != null && sql != null) {
            JdbcObjects.prepared(statement, sql);
        }
    }
}
